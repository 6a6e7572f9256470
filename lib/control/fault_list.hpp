#pragma once
// The faults of one proxy, in the order in which they are tried. Names are unique among them. Pure:
// whoever changes it says what time it is and tells the proxy afterwards.

#include <string>
#include <string_view>
#include <vector>

#include "control/fault_body.hpp"
#include "control/fault_spec.hpp"
#include "control/transport.hpp"
#include "faults/plan.hpp"

namespace gameday::control {

class FaultList {
 public:
  /// At the end, or at the position that the body names. All of it is taken, or nothing.
  answer<const FaultSpec*> add(const FaultBody& body, TimePoint now);
  /// Attributes and selectors that are given, over those that are there; renews its lease.
  answer<const FaultSpec*> update(std::string_view name, const FaultBody& body, TimePoint now);
  /// False: there is none.
  bool remove(std::string_view name);
  /// Those whose lease is over. False: none.
  bool expire(TimePoint now);

  const FaultSpec* find(std::string_view name) const;
  bool empty() const { return list_.empty(); }
  const std::vector<FaultSpec>& all() const { return list_; }
  /// Those that are enabled. Draws are of this seed, for the proxy of that name.
  std::shared_ptr<const faults::FaultPlan> plan(const Seed& seed, const std::string& proxy) const;
  /// When the next lease is over.
  TimePoint next_over() const;
  /// In what is asked for.
  bool operator==(const FaultList& other) const;

 private:
  std::vector<FaultSpec> list_;
};

/// What is done to handshakes needs some: why these faults cannot be of such a proxy.
std::optional<ApiError> without_tls(const FaultList& faults, const Transport& transport);

/// A new proxy's: all of them, or what is wrong with one.
answer<FaultList> faults_of(const std::vector<FaultBody>& bodies, TimePoint now);

}  // namespace gameday::control
