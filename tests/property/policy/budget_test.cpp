// Whatever comes in whatever order: a budget is what a list of all deposits and withdrawals says it
// is, and no window takes out more than it was paid, and the reserve.

#include "policy/budget.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"

namespace gameday::policy {
namespace {

struct Entry {
  TimePoint at{};
  bool withdrawal = false;
};

class Play {
 public:
  explicit Play(std::uint64_t seed) : rng_(seed), options_(any(rng_)), budget_(options_) {}

  void step() {
    now_ += rng_.chance(Ratio{1, 30}) ? rng_.between(0s, 2 * options_.window)
                                      : rng_.between(0s, options_.window / 20);
    const std::int64_t expected = balance();
    ASSERT_EQ(budget_.left(now_),
              static_cast<std::uint64_t>(std::max<std::int64_t>(expected, 0)) / 100);
    if (rng_.chance(Ratio{1, 2})) {
      budget_.deposit(now_);
      entries_.push_back({now_, false});
      return;
    }
    const bool taken = budget_.try_withdraw(now_);
    ASSERT_EQ(taken, expected >= 100);
    if (taken) {
      entries_.push_back({now_, true});
      ASSERT_GE(balance(), 0);
    }
  }

 private:
  static BudgetOptions any(Rng& rng) {
    BudgetOptions options;
    options.percent = static_cast<std::uint32_t>(rng.below(150));
    options.per_second = static_cast<std::uint32_t>(rng.below(4));
    options.window = rng.between(100ms, 20s);
    return options;
  }

  /// Of what stands in the ten slices up to now, and in the one that the window begins in.
  std::int64_t balance() const {
    const Duration slice = options_.window / 10;
    const auto number = [&](TimePoint at) { return at.time_since_epoch() / slice; };
    std::int64_t sum = 100 * options_.per_second * (options_.window / 1ms) / 1000;
    for (const Entry& entry : entries_) {
      if (number(entry.at) > number(now_) - 11) {
        sum += entry.withdrawal ? -100 : static_cast<std::int64_t>(options_.percent);
      }
    }
    return sum;
  }

  Rng rng_;
  BudgetOptions options_;
  Budget budget_;
  TimePoint now_{};
  std::vector<Entry> entries_;
};

TEST(BudgetProperties, ItIsWhatAListOfAllEntriesSays) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Play play(seed);
    for (int step = 0; step < 300; ++step) {
      SCOPED_TRACE(seed);
      ASSERT_NO_FATAL_FAILURE(play.step());
    }
  }
}

}  // namespace
}  // namespace gameday::policy
