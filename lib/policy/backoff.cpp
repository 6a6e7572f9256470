#include "policy/backoff.hpp"

#include <algorithm>

namespace gameday::policy {

namespace {

Duration unjittered(const Retry& options, std::uint32_t retry) {
  Duration wait = options.base;
  for (std::uint32_t i = 0; i < retry && wait < options.ceiling; ++i) {
    wait *= 2;  // cannot overflow: stops above the ceiling
  }
  return std::min(wait, options.ceiling);
}

/// Whether this failure may be tried again here at all, hints aside.
bool worth_it(const Verdict& verdict, const RetryState& state) {
  switch (verdict.what) {
    case Class::retry_same:
      return true;
    case Class::next_key:  // has come up from the key ring: none is left
      return verdict.passing;
    case Class::next_target:
      return verdict.passing && state.last_target;
    case Class::ok:
    case Class::give_to_caller:
    case Class::cancelled:
      return false;
  }
  return false;
}

}  // namespace

Duration backoff(const Retry& options, std::uint32_t retry, Rng& rng) {
  const Duration wait = unjittered(options, retry);
  switch (options.jitter) {
    case Jitter::none:
      return wait;
    case Jitter::equal_20:
      return rng.between(wait * 4 / 5, wait * 6 / 5);
    case Jitter::full:
      return rng.between(Duration::zero(), wait);
  }
  return wait;
}

Duration backoff_most(const Retry& options, std::uint32_t retry) {
  const Duration wait = unjittered(options, retry);
  return options.jitter == Jitter::equal_20 ? wait * 6 / 5 : wait;
}

std::optional<Duration> wait_before_retry(const Failure& failure, const Verdict& verdict,
                                          const Retry& options, const RetryState& state, Rng& rng) {
  if (state.retries >= options.max || !worth_it(verdict, state)) {
    return std::nullopt;
  }
  const bool naive =
      options.retry_after == RetryAfter::ignore || (options.on_rate_limit && failure.status == 429);
  const bool parked = verdict.what == Class::next_key;  // then the wait is a fact, not a hint
  Duration wait{};
  if (failure.retry_after && (parked || !naive)) {
    wait = *failure.retry_after;
    if (wait > options.wait_max && !state.last_target) {
      return std::nullopt;
    }
  } else if (parked && !state.last_target) {
    return std::nullopt;
  } else {
    wait = backoff(options, state.retries, rng);
  }
  if (later(state.now, wait) >= state.due) {
    return std::nullopt;
  }
  return wait;
}

}  // namespace gameday::policy
