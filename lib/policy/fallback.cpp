#include "policy/fallback.hpp"

#include <algorithm>
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

/// The first target that was asked speaks for the chain. Where breakers have refused all of them,
/// the one that may be asked first says when.
void hear(std::optional<Failure>& first, Failure later) {
  if (!first || (is_refusal(first->kind) && !is_refusal(later.kind))) {
    first = std::move(later);
  } else if (is_refusal(first->kind)) {
    first->retry_after = std::min(first->retry_after, later.retry_after);
  }
}

}  // namespace

Fallback::Fallback(const rt::Clock& clock, std::vector<ChainTarget> targets)
    : clock_(clock), targets_(std::move(targets)) {
  CHECK(!targets_.empty(), "a chain has at least one target");
}

/// One for each target; none at all when each takes any request.
std::vector<std::optional<Failure>> Fallback::misfits(const Request& request) const {
  std::vector<std::optional<Failure>> all;
  for (std::size_t place = 0; place < targets_.size(); ++place) {
    if (targets_[place].misfit) {
      all.resize(targets_.size());
      all[place] = targets_[place].misfit(request);
    }
  }
  return all;
}

rt::awaitable<Outcome> Fallback::run(Call& call, Try attempt) {
  const auto misfits = this->misfits(call.request);
  const auto fits = [&](std::size_t place) { return misfits.empty() || !misfits[place]; };
  std::size_t end = targets_.size();
  while (end > 0 && !fits(end - 1)) {
    --end;
  }
  if (end == 0) {
    co_return *misfits.front();
  }
  std::optional<Failure> first;
  for (std::size_t place = 0; place < end; ++place) {
    if (!fits(place)) {
      continue;
    }
    attempt.target = static_cast<std::uint16_t>(place);
    attempt.key = any_key;
    attempt.last_target = place + 1 == end;
    if (clock_.now() >= attempt.bound.due) {
      co_return too_late(attempt);
    }
    Outcome outcome = co_await targets_[place].attempt->run(call, attempt);
    if (ends_chain(outcome)) {
      co_return outcome;
    }
    hear(first, std::get<Failure>(std::move(outcome)));
  }
  co_return std::move(*first);
}

void Fallback::describe(Description& description) const {
  Description all;
  for (auto target = targets_.rbegin(); target != targets_.rend(); ++target) {
    Description one;
    one.last_target = target == targets_.rbegin();
    target->attempt->describe(one);
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
