#include "policy/chain.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "policy/classify.hpp"
#include "policy/describe.hpp"

namespace gameday::policy {

namespace {

bool is_barred(const Request& request, std::size_t place) {
  return place < 32 && (request.barred >> place & 1U) != 0;
}

Failure not_to_be_asked() {
  Failure failure;
  failure.kind = FailureKind::rejected_unfit;
  failure.detail = "the request bars this target";
  return failure;
}

}  // namespace

ChainWay::ChainWay(const std::vector<ChainTarget>& targets, const Request& request,
                   std::size_t from)
    : from_(from), end_(targets.size()) {
  for (std::size_t place = from; place < targets.size(); ++place) {
    if (is_barred(request, place)) {
      misfits_.resize(targets.size());
      misfits_[place] = not_to_be_asked();
    } else if (targets[place].misfit) {
      misfits_.resize(targets.size());
      misfits_[place] = targets[place].misfit(request);
    }
  }
  while (!misfits_.empty() && end_ > from_ && misfits_[end_ - 1]) {
    --end_;
  }
}

std::size_t ChainWay::fitting(std::size_t place) const {
  while (place < end_ && !misfits_.empty() && misfits_[place]) {
    ++place;
  }
  return std::min(place, end_);
}

Failure ChainWay::why_none() const {
  if (from_ < misfits_.size()) {
    return *misfits_[from_];
  }
  Failure failure;
  failure.kind = FailureKind::rejected_unfit;
  failure.detail = "the chain has no other target";
  return failure;
}

Try ChainWay::try_of(std::size_t place, const Try& attempt) const {
  Try one = attempt;
  one.target = static_cast<std::uint16_t>(place);
  one.key = any_key;
  one.last_target = after(place) == end_;
  return one;
}

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

void Heard::add(Failure failure) {
  if (failure.spared && !spared_) {
    spared_ = failure.used.target;
  }
  if (!first_ || (is_refusal(first_->kind) && !is_refusal(failure.kind))) {
    first_ = std::move(failure);
  } else if (is_refusal(first_->kind)) {
    first_->retry_after = std::min(first_->retry_after, failure.retry_after);
  }
}

rt::awaitable<Outcome> end_of_chain(const rt::Clock& clock, const std::vector<ChainTarget>& targets,
                                    const ChainWay& way, Heard& heard, Call& call, Try attempt) {
  if (const auto place = heard.spared()) {
    Try one = way.try_of(*place, attempt);
    one.last_target = true;
    if (clock.now() >= one.bound.due) {
      co_return too_late(one);
    }
    Outcome outcome = co_await targets[*place].attempt->run(call, one);
    if (ends_chain(outcome)) {
      co_return outcome;
    }
    heard.add(std::get<Failure>(std::move(outcome)));
  }
  co_return std::move(heard).whole();
}

void describe_chain(const std::vector<ChainTarget>& targets, Description& description) {
  Description all;
  for (auto target = targets.rbegin(); target != targets.rend(); ++target) {
    Description one;
    one.last_target = target == targets.rbegin();
    target->attempt->describe(one);
    all.layers.insert(all.layers.end(), one.layers.begin(), one.layers.end());
    all.time = plus(all.time, one.time);
    all.attempts += one.attempts;
  }
  all.time_again = all.time;
  all.attempts_again = all.attempts;
  description = std::move(all);
}

}  // namespace gameday::policy
