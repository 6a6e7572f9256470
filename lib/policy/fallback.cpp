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

Fallback::Fallback(const rt::Clock& clock, std::vector<ChainTarget> targets)
    : clock_(clock), targets_(std::move(targets)) {
  CHECK(!targets_.empty(), "a chain has at least one target");
}

/// `misfit` becomes the first target's that does not fit.
std::vector<std::uint16_t> Fallback::fitting(const Request& request,
                                             std::optional<Failure>& misfit) const {
  std::vector<std::uint16_t> places;
  for (std::uint16_t place = 0; place < targets_.size(); ++place) {
    const Misfit& asks = targets_[place].misfit;
    auto why = asks ? asks(request) : std::nullopt;
    if (!why) {
      places.push_back(place);
    } else if (!misfit) {
      misfit = std::move(why);
      misfit->used.target = place;
    }
  }
  return places;
}

rt::awaitable<Outcome> Fallback::run(Call& call, Try attempt) {
  std::optional<Failure> misfit;
  const std::vector<std::uint16_t> places = fitting(call.request, misfit);
  if (places.empty()) {
    co_return std::move(*misfit);
  }
  std::optional<Outcome> first;
  for (const std::uint16_t place : places) {
    attempt.target = place;
    attempt.key = any_key;
    attempt.last_target = place == places.back();
    if (clock_.now() >= attempt.bound.due) {
      co_return too_late(attempt);
    }
    Outcome outcome = co_await targets_[place].attempt->run(call, attempt);
    if (ends_chain(outcome)) {
      co_return outcome;
    }
    if (!first) {
      first.emplace(std::move(outcome));
    }
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
