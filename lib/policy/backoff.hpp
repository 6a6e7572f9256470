#pragma once
// How long to wait before the same target is asked again: pure, one draw a decision.

#include <cstdint>
#include <optional>

#include "base/dice.hpp"
#include "policy/classify.hpp"
#include "policy/options.hpp"

namespace gameday::policy {

/// The wait before retry number `retry` (from 0): base doubling to the ceiling, then jitter.
/// full: uniform in [0, wait] (AWS, "Exponential Backoff And Jitter"); equal_20: +-20 %.
Duration backoff(const Retry& options, std::uint32_t retry, Rng& rng);
/// The longest it can come to.
Duration backoff_most(const Retry& options, std::uint32_t retry);

struct RetryState {
  std::uint32_t retries = 0;  // on this target so far
  bool last_target = false;
  TimePoint now{};
  TimePoint due = never;
};

/// The wait before another try of this target, or nothing: leave it. A Retry-After is waited for
/// exactly when it is short or when there is nowhere else to go; no wait outlives the deadline.
std::optional<Duration> wait_before_retry(const Failure& failure, const Verdict& verdict,
                                          const Retry& options, const RetryState& state, Rng& rng);

}  // namespace gameday::policy
