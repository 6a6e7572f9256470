// However tokens come: the guard's due time is the first at which a window holds too few of them.

#include "policy/pace_guard.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"

namespace gameday::policy {
namespace {

struct Heard {
  TimePoint at{};
  std::uint64_t tokens = 0;
};

std::uint64_t within(const std::vector<Heard>& all, TimePoint end, Duration window) {
  std::uint64_t sum = 0;
  for (const Heard& one : all) {
    sum += one.at > end - window && one.at <= end ? one.tokens : 0;
  }
  return sum;
}

TEST(PaceGuardProperty, TheDueTimeIsTheFirstWindowThatHoldsTooLittle) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Rng rng(seed);
    PaceOptions options;
    options.per_second = 1 + static_cast<std::uint32_t>(rng.below(20));
    options.window = std::chrono::milliseconds(100 + rng.below(3000));
    const auto window_ms = static_cast<std::uint64_t>(options.window / 1ms);
    const std::uint64_t needed = (options.per_second * window_ms + 999) / 1000;
    PaceGuard guard(options);
    std::vector<Heard> all;
    TimePoint now = run_start + rng.between(0s, 1s);
    for (int step = 0; step < 60; ++step) {
      const std::uint64_t tokens = 1 + rng.below(12);
      guard.heard(tokens, now);
      all.push_back({now, tokens});
      const TimePoint due = guard.due();
      ASSERT_GE(due, all.front().at + options.window) << seed;
      ASSERT_LT(within(all, due, options.window), needed) << seed;
      if (due > all.front().at + options.window) {
        ASSERT_GE(within(all, due - 1ns, options.window), needed) << seed;
      }
      now += rng.between(0ms, 300ms);
      if (now >= due) {
        break;  // it would have been ended
      }
    }
  }
}

}  // namespace
}  // namespace gameday::policy
