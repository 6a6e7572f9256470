#include "policy/budget.hpp"

#include <algorithm>

namespace gameday::policy {

namespace {

constexpr std::int64_t withdrawal = 100;  // hundredths: a deposit is a whole number of percent

}  // namespace

Budget::Budget(const BudgetOptions& options)
    : options_(options),
      slice_(std::max<Duration>(options.window / slices, 1ns)),
      reserve_(withdrawal * options.per_second * (options.window / 1ms) / 1000) {}

void Budget::deposit(TimePoint now) {
  current(now) += options_.percent;
}

bool Budget::try_withdraw(TimePoint now) {
  if (balance(now) < withdrawal) {
    ++counts_.refused;
    return false;
  }
  current(now) -= withdrawal;
  return true;
}

void Budget::give_back(TimePoint taken) {
  const std::int64_t slice = slice_of(taken);
  if (slice > newest_ - kept) {  // else it is forgotten already
    net_[static_cast<std::size_t>(slice % kept)] += withdrawal;
  }
}

std::uint64_t Budget::left(TimePoint now) const {
  return static_cast<std::uint64_t>(std::max<std::int64_t>(balance(now), 0) / withdrawal);
}

/// Empties the slices that have begun since the last call.
std::int64_t& Budget::current(TimePoint now) {
  const std::int64_t slice = slice_of(now);
  const std::int64_t begun = std::min(slice - newest_, kept);
  for (std::int64_t back = 0; back < begun; ++back) {
    net_[static_cast<std::size_t>((slice - back) % kept)] = 0;
  }
  newest_ = slice;
  return net_[static_cast<std::size_t>(slice % kept)];
}

std::int64_t Budget::balance(TimePoint now) const {
  const std::int64_t oldest = slice_of(now) - kept;  // gone, as all before it
  std::int64_t sum = reserve_;
  for (std::int64_t slice = newest_; slice > std::max(newest_ - kept, oldest); --slice) {
    sum += net_[static_cast<std::size_t>((slice + kept) % kept)];
  }
  return sum;
}

}  // namespace gameday::policy
