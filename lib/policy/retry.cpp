#include "policy/retry.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/units.hpp"
#include "llm/error_words.hpp"
#include "policy/backoff.hpp"
#include "policy/describe.hpp"
#include "rt/error.hpp"

namespace gameday::policy {

namespace {

Failure cancelled(const Try& attempt) {
  Failure failure;
  failure.kind = FailureKind::cancelled;
  failure.used = attempt;
  return failure;
}

}  // namespace

rt::awaitable<Outcome> RetryLayer::run(Call& call, Try attempt) {
  const Rules rules{options_.on_timeout, options_.on_rate_limit};
  RetryState state;
  state.last_target = attempt.last_target;
  state.due = attempt.bound.due;
  std::optional<Failure> said;    // in the try before
  std::optional<TimePoint> paid;  // for this one
  while (true) {
    Outcome outcome = co_await inner_->run(call, attempt);
    const Failure* failure = std::get_if<Failure>(&outcome);
    if (failure == nullptr) {
      co_return outcome;
    }
    if (paid && !failure->used.asked_at) {
      budget_->give_back(*paid);
    }
    if (is_refusal(failure->kind) && said) {
      co_return std::move(*said);  // what was said stands; a refusal is no news
    }
    const Verdict verdict = classify(*failure, rules);
    Rng rng = seed_.stream("policy/backoff", call.id, std::uint64_t{failure->used.ordinal});
    state.now = world_.now();
    const auto wait = wait_before_retry(*failure, verdict, options_, state, rng);
    if (!wait) {
      co_return outcome;
    }
    if (budget_ != nullptr && !budget_->try_withdraw(state.now)) {
      co_return outcome;
    }
    paid = budget_ != nullptr ? std::optional(state.now) : std::nullopt;
    attempt.key = verdict.what == Class::retry_same ? failure->used.key : any_key;
    const error_code ec =
        co_await rt::sleep(world_, attempt.bound.tighter(later(state.now, *wait), rt::Limit::none));
    if (ec == rt::IoError::stopped) {
      if (paid) {
        budget_->give_back(*paid);
      }
      co_return cancelled(failure->used);
    }
    said = *failure;
    ++state.retries;
  }
}

void RetryLayer::describe(Description& description) const {
  inner_->describe(description);
  const bool honours = options_.retry_after == RetryAfter::honour || !options_.on_rate_limit;
  const Duration hint = !honours                  ? Duration::zero()
                        : description.last_target ? llm::retry_after_most
                                                  : options_.wait_max;
  for (std::uint32_t retry = 0; retry < options_.max; ++retry) {
    const Duration wait = std::max(backoff_most(options_, retry), hint);
    description.time = plus(description.time, plus(wait, description.time_again));
    description.attempts += description.attempts_again;
  }
  description.layers.push_back(fmt::format("retry: {} of {} doubling to {}", options_.max,
                                           gameday::to_text(options_.base),
                                           gameday::to_text(options_.ceiling)));
}

}  // namespace gameday::policy
