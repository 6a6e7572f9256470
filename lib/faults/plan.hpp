#pragma once
// Which attempt meets which injection: a pure function of the plan and the attempt's identity.
//
// One draw an attempt, hash(seed, experiment, provider, per, identity); the arm and the fault's
// name are not in it, so all arms meet the same fate. Identity is (ordinal, nth) from the marker,
// without nth when drawn per request, and the arrival number where there is no marker. Shares add
// up: in list order each injection with a share owns the next slice of [0,1). The first match wins;
// an injection without a share takes no slice and always matches. Immutable; shared by pointer.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dice.hpp"
#include "faults/injection.hpp"
#include "faults/ledger.hpp"

namespace gameday::faults {

/// What a plan may know of an attempt.
struct AttemptFacts {
  std::uint64_t arrival = 0;             // counts the attempts at this proxy
  std::optional<std::uint32_t> ordinal;  // the marker's
  std::uint32_t nth = 0;                 // tries of that request on this provider before this one
};

/// `hit` points into the plan, which must be kept as long; null: the attempt passes untouched.
struct Decision {
  const Injection* hit = nullptr;
};

class FaultPlan {
 public:
  /// Nothing happens to anybody.
  FaultPlan();
  /// Names in `list` are unique (unique_names).
  FaultPlan(std::vector<Injection> list, Seed seed, std::string experiment, std::string provider);

  bool empty() const { return list_.empty(); }
  const std::vector<Injection>& list() const { return list_; }
  /// Told once an attempt: the ledger counts it.
  Decision decide(const AttemptFacts& attempt, FaultLedger& ledger) const;

 private:
  std::uint64_t draw(Per per, const AttemptFacts& attempt) const;

  std::vector<Injection> list_;
  Seed seed_;
  std::string experiment_;
  std::string provider_;
};

}  // namespace gameday::faults
