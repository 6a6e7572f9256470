#pragma once
// Keys that wait for their rate limit: how often a target is asked, and for how long it is waited
// for, when every key of it answers 429.

#include <map>
#include <set>
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
  /// Dice may make it `most`: from then on nobody knows whether a key that was told to wait is
  /// back.
  void pass(Duration least, Duration most) {
    now_ = later(now_, least);
    drawn_ = drawn_ || least != most;
  }
  /// Whether its keys are where the ring has them.
  bool knows(const std::string& provider) const { return !drawn_ || asked_.count(provider) == 0; }

 private:
  /// One run through the ring: the keys it asks, each of which takes `each` to say no. Without a
  /// pace all keys that rest come back at one instant, which is the most that a round may ask.
  std::uint32_t round(policy::KeyRing& ring, const std::string& model,
                      const policy::Failure& failure, std::vector<bool>& tried, Duration each);

  const Options& options_;
  std::map<std::string, policy::KeyRing> rings_;  // by provider
  std::set<std::string> asked_;                   // providers
  TimePoint now_ = run_start;
  bool drawn_ = false;
};

}  // namespace gameday::gateway::lint
