#pragma once
// Keys that wait for their rate limit: how often a target is asked, and for how long it is waited
// for, when every key of it answers 429.

#include <map>
#include <string>

#include "gateway/lint/leg.hpp"
#include "policy/key_ring.hpp"

namespace gameday::gateway::lint {

/// Others have asked before, and ask meanwhile: any key may already wait, for as long as it gets.
void busy_waits(const policy::Failure& failure, const Retry& retry, bool last, Leg& leg);

/// Nobody has asked before, and nobody else asks: the very ring that the gateway would use, on one
/// time line for all legs of a chain.
class Parked {
 public:
  explicit Parked(const Options& options);

  void fresh(const policy::Failure& failure, const Retry& retry, bool last, Leg& leg);
  void pass(Duration time) { now_ = later(now_, time); }

 private:
  /// One run through the ring: the keys it asks.
  std::uint32_t round(policy::KeyRing& ring, const std::string& model,
                      const policy::Failure& failure, std::vector<bool>& tried);

  const Options& options_;
  std::map<std::string, policy::KeyRing> rings_;  // by provider
  TimePoint now_ = run_start;
};

}  // namespace gameday::gateway::lint
