#include "policy/pace_guard.hpp"

#include <gtest/gtest.h>

namespace gameday::policy {
namespace {

PaceOptions five_over_two_seconds() {
  PaceOptions options;
  options.per_second = 5;
  options.window = 2s;  // ten tokens
  return options;
}

TEST(PaceGuard, BeforeTheFirstContentThereIsNoPace) {
  PaceGuard guard(five_over_two_seconds());
  EXPECT_EQ(guard.due(), never);
  guard.heard(0, run_start + 1s);
  EXPECT_EQ(guard.due(), never);
}

TEST(PaceGuard, TheWindowPassesOnceBeforeAnybodyIsTooSlow) {
  PaceGuard guard(five_over_two_seconds());
  guard.heard(1, run_start + 1s);
  EXPECT_EQ(guard.due(), run_start + 3s);
  guard.heard(1, run_start + 2s);
  EXPECT_EQ(guard.due(), run_start + 3s);
}

TEST(PaceGuard, ManyTokensAtOnceLastForOneWindow) {
  PaceGuard guard(five_over_two_seconds());
  guard.heard(1000, run_start);
  EXPECT_EQ(guard.due(), run_start + 2s);
  guard.heard(1, run_start + 1s);
  EXPECT_EQ(guard.due(), run_start + 2s);  // one token does not carry it further
  guard.heard(10, run_start + 1500ms);
  EXPECT_EQ(guard.due(), run_start + 3500ms);
}

TEST(PaceGuard, AStreamAtItsFloorGoesOnForEver) {
  PaceGuard guard(five_over_two_seconds());
  for (TimePoint now = run_start; now < run_start + 1min; now += 200ms) {
    guard.heard(1, now);
    ASSERT_GT(guard.due(), now + 199ms);
  }
}

TEST(PaceGuard, OneBelowItIsFoundWithinAWindow) {
  PaceGuard guard(five_over_two_seconds());
  TimePoint now = run_start;
  for (; now < run_start + 10s; now += 100ms) {
    guard.heard(1, now);
    ASSERT_GT(guard.due(), now);
  }
  while (guard.due() > now) {
    guard.heard(1, now);
    now += 250ms;  // four a second
  }
  EXPECT_LE(now, run_start + 12s + 250ms);
}

TEST(PaceGuard, AShortWindowAsksForOneTokenAtLeast) {
  PaceOptions options;
  options.per_second = 1;
  options.window = 10ms;
  PaceGuard guard(options);
  guard.heard(1, run_start);
  EXPECT_EQ(guard.due(), run_start + 10ms);
}

}  // namespace
}  // namespace gameday::policy
