#pragma once
// Which attempt meets which injection: a pure function of plan, ledger and the attempt's facts.
//
// In list order: static selectors, then the counter, then the share; the first match wins. One draw
// for each thing that shares are drawn for, hash(seed, experiment, provider, per, identity); the
// arm and the fault's name are not in it, so all arms meet the same fate. Identity is (ordinal,
// nth) from the marker, without nth when drawn per request, and the arrival number where there is
// no marker. Shares add up: each injection with a share whose static selectors hold owns the next
// slice of [0,1), whether or not its counter holds. One without takes no slice. Connections, and
// what acts on a request's body, are decided before all else, by draws and slices of their own:
// whom they pass the others can still meet. Counters live in the ledger, for they outlive the plan.
// Immutable; shared by pointer.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/dice.hpp"
#include "faults/injection.hpp"
#include "faults/ledger.hpp"
#include "faults/match.hpp"

namespace gameday::faults {

/// `hit` points into the plan, which must be kept as long; null: the attempt passes untouched.
struct Decision {
  const Injection* hit = nullptr;
  std::uint64_t turn = 0;              // how many attempts it had hit before this one
  std::optional<Duration> next_token;  // above_rate: until its bucket lets one pass again
  std::uint64_t dice = 0;              // for what is drawn for this attempt, the same in all arms
};

class FaultPlan {
 public:
  /// Nothing happens to anybody.
  FaultPlan();
  /// Names in `list` are unique (unique_names).
  FaultPlan(std::vector<Injection> list, Seed seed, std::string experiment, std::string provider);

  bool empty() const { return list_.empty(); }
  const std::vector<Injection>& list() const { return list_; }
  /// Whether the request's body must have been read before anybody can decide.
  bool needs_body() const { return needs_body_; }
  /// Whether some are decided as soon as an attempt's head is in.
  bool decides_early() const { return decides_early_; }
  /// … or as soon as a connection is.
  bool decides_connections() const { return decides_connections_; }
  /// The first that befalls lookups of the provider's name by that replica; null: it resolves. Not
  /// a matter of attempts.
  const Injection* lookup(std::uint16_t replica) const;
  /// The first that shuts the port of that replica; null: it is open. Not a matter of attempts.
  const Injection* door(std::uint16_t replica) const;
  /// Told once a connection, before all that comes on it; the ledger counts connections then. Of
  /// `facts` it reads replica, connection and now.
  Decision decide_connection(const AttemptFacts& facts, FaultLedger& ledger) const;
  /// Told once an attempt: the ledger counts it, also for those of lookups, which it has escaped.
  Decision decide(const AttemptFacts& attempt, FaultLedger& ledger) const;
  /// The same among those that do something to the request's body, which come before all others,
  /// wherever they stand in the list: by what the head says. Told before decide(), which leaves
  /// them out.
  Decision decide_early(const AttemptFacts& attempt, FaultLedger& ledger) const;

 private:
  Decision decide(const AttemptFacts& facts, FaultLedger& ledger, Level level) const;
  void pass_lookups(const AttemptFacts& attempt, FaultLedger& ledger) const;
  std::uint64_t draw(Level level, Per per, const AttemptFacts& attempt) const;
  std::uint64_t dice(const AttemptFacts& attempt, Level level) const;

  std::vector<Injection> list_;
  Seed seed_;
  std::string experiment_;
  std::string provider_;
  bool needs_body_ = false;
  bool decides_early_ = false;
  bool decides_connections_ = false;
  bool has_lookups_ = false;
};

}  // namespace gameday::faults
