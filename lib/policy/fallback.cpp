#include "policy/fallback.hpp"

#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "policy/classify.hpp"
#include "policy/describe.hpp"

namespace gameday::policy {

namespace {

/// Answers, the caller's own mistakes and the end of the caller's patience end the chain.
bool ends_chain(const Outcome& outcome) {
  const Class what = classify(outcome, Rules()).what;
  return what == Class::ok || what == Class::give_to_caller || what == Class::cancelled;
}

Failure too_late(const Try& attempt) {
  Failure failure;
  failure.kind = kind_of(attempt.bound.limit);
  failure.used = attempt;
  return failure;
}

}  // namespace

Fallback::Fallback(const rt::Clock& clock, std::vector<std::unique_ptr<Attempt>> targets)
    : clock_(clock), targets_(std::move(targets)) {
  CHECK(!targets_.empty(), "a chain has at least one target");
}

rt::awaitable<Outcome> Fallback::run(Call& call, Try attempt) {
  std::optional<Outcome> primary;
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    attempt.target = static_cast<std::uint16_t>(i);
    attempt.key = any_key;
    attempt.last_target = i + 1 == targets_.size();
    if (clock_.now() >= attempt.bound.due) {
      co_return too_late(attempt);
    }
    Outcome outcome = co_await targets_[i]->run(call, attempt);
    if (ends_chain(outcome)) {
      co_return outcome;
    }
    if (!primary) {
      primary.emplace(std::move(outcome));
    }
  }
  co_return std::move(*primary);
}

void Fallback::describe(Description& description) const {
  Description all;
  for (auto target = targets_.rbegin(); target != targets_.rend(); ++target) {
    Description one;
    one.last_target = target == targets_.rbegin();
    (*target)->describe(one);
    all.layers.insert(all.layers.end(), one.layers.begin(), one.layers.end());
    all.time = plus(all.time, one.time);
    all.attempts += one.attempts;
  }
  all.time_again = all.time;
  all.attempts_again = all.attempts;
  all.layers.push_back(fmt::format("fallback: {} targets", targets_.size()));
  description = std::move(all);
}

}  // namespace gameday::policy
