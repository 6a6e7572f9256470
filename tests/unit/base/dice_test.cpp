// The golden values here are promises: a seed that somebody wrote down must draw the same for ever.
#include "base/dice.hpp"

#include <array>
#include <limits>

#include <gtest/gtest.h>

namespace gameday {
namespace {

constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();

TEST(Hash, NeverChanges) {
  EXPECT_EQ(hash64(), 17665956581633026203ULL);
  EXPECT_EQ(hash64(std::uint64_t{0}), 9313164154874788883ULL);
  EXPECT_EQ(hash64(std::uint64_t{7}, std::string_view("toxic/latency"), std::uint64_t{3}),
            3831914043473097559ULL);
  EXPECT_EQ(hash64(std::string_view("")), 9313164154874788883ULL);
  EXPECT_EQ(mix64(1), 6238072747940578789ULL);
}

TEST(Hash, TextsCarryTheirLength) {
  using Text = std::string_view;
  EXPECT_NE(hash64(Text("ab"), Text("c")), hash64(Text("a"), Text("bc")));
  EXPECT_NE(hash64(Text("a"), Text("")), hash64(Text(""), Text("a")));
  EXPECT_NE(hash64(std::uint64_t{1}, std::uint64_t{2}), hash64(std::uint64_t{2}, std::uint64_t{1}));
}

TEST(Hash, IsKnownWhileCompiling) {
  static_assert(Seed(7).hash("a", std::uint64_t{1}) != Seed(8).hash("a", std::uint64_t{1}));
  static_assert(Seed(7).hash("a", std::uint64_t{1}) ==
                hash64(std::uint64_t{7}, std::string_view("a"), std::uint64_t{1}));
}

TEST(Dice, NeverChange) {
  Rng rng = Seed(7).stream("golden", std::uint64_t{1});
  EXPECT_EQ(rng.next(), 694683479446225095ULL);
  EXPECT_EQ(rng.next(), 17745820606890267776ULL);
  EXPECT_EQ(rng.below(1000), 693U);
  EXPECT_EQ(rng.between(1s, 2s), 1'687'053us);
  EXPECT_EQ(rng.chance(Ratio{1, 2}), true);
}

TEST(Dice, LognormalsNeverChange) {
  Rng rng = Seed(7).stream("golden/lognormal");
  const Lognormal<Duration> wait{300ms, 900ms};
  const Lognormal<std::uint64_t> tokens{60, 150};
  const std::array<Duration, 4> waits = {613'879us, 558'699us, 660'120us, 222'779us};
  for (const Duration expected : waits) {
    EXPECT_EQ(rng.lognormal(wait), expected);
  }
  const std::array<std::uint64_t, 4> counts = {100, 31, 54, 56};
  for (const std::uint64_t expected : counts) {
    EXPECT_EQ(rng.lognormal(tokens), expected);
  }
}

TEST(Dice, StreamsDoNotMoveEachOther) {
  const Seed seed(7);
  Rng one = seed.stream("one");
  Rng other = seed.stream("other");
  const std::uint64_t first = seed.stream("other").next();
  one.next();
  one.next();
  EXPECT_EQ(other.next(), first);
}

TEST(Dice, BelowKeepsItsEdges) {
  Rng rng(1);
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(rng.below(1), 0U);
    EXPECT_LT(rng.below(largest), largest);
    EXPECT_LT(rng.below(3), 3U);
  }
  EXPECT_EQ(rng.between(5s, 5s), 5s);
}

TEST(Dice, BelowHasNoBias) {
  // 2^64 mod limit is as large as it gets. A plain modulo would favour the lowest third two to one,
  // a multiplication without rejection every third number.
  constexpr std::uint64_t limit = (1ULL << 63U) + (1ULL << 62U);
  Rng rng(2);
  int lowest = 0;
  int thirds = 0;
  constexpr int draws = 30'000;
  for (int i = 0; i < draws; ++i) {
    const std::uint64_t drawn = rng.below(limit);
    lowest += drawn < limit / 3 ? 1 : 0;
    thirds += drawn % 3 == 0 ? 1 : 0;
  }
  EXPECT_NEAR(lowest, draws / 3, 400);  // five standard deviations; biased: 15,000
  EXPECT_NEAR(thirds, draws / 3, 400);
}

TEST(Dice, BetweenDrawsBothEnds) {
  Rng rng(3);
  bool low = false;
  bool high = false;
  for (int i = 0; i < 100; ++i) {
    const Duration drawn = rng.between(1us, 3us);
    EXPECT_GE(drawn, 1us);
    EXPECT_LE(drawn, 3us);
    low = low || drawn == 1us;
    high = high || drawn == 3us;
  }
  EXPECT_TRUE(low && high);
}

TEST(Dice, LognormalsAreCutAndWhole) {
  Rng rng(4);
  const Lognormal<Duration> shape{300ms, 900ms};
  int above_median = 0;
  int above_p99 = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Duration drawn = rng.lognormal(shape);
    ASSERT_GT(drawn, 0s);
    ASSERT_LE(drawn, 1350ms);
    ASSERT_EQ(drawn % 1us, 0ns);
    above_median += drawn > 300ms ? 1 : 0;
    above_p99 += drawn > 900ms ? 1 : 0;
  }
  EXPECT_NEAR(above_median, 10'000, 400);
  EXPECT_NEAR(above_p99, 200, 80);
}

TEST(Dice, ALognormalOfOneValueIsThatValue) {
  Rng rng(5);
  EXPECT_EQ(rng.lognormal(Lognormal<Duration>{2s, 2s}), 2s);
  EXPECT_EQ(rng.lognormal(Lognormal<std::uint64_t>{1, 1}), 1U);
}

TEST(Dice, LognormalsOfDurationsHoldAtBothEnds) {
  Rng rng(6);
  EXPECT_EQ(rng.lognormal(Lognormal<Duration>{1ns, 1ns}), 1us);
  const Duration half = forever / 2;
  bool capped = false;
  for (int i = 0; i < 1'000; ++i) {
    const Duration small = rng.lognormal(Lognormal<Duration>{500ns, 1ms});
    ASSERT_GE(small, 0s);
    ASSERT_LE(small, 1500us);
    const Duration large = rng.lognormal(Lognormal<Duration>{half, forever - 1us});
    ASSERT_GT(large, 0s);
    capped = capped || large == forever;
  }
  EXPECT_TRUE(capped);
}

TEST(Dice, FallsBelowIsExactAtItsEdges) {
  EXPECT_FALSE(falls_below(0, Ratio{0, 1}));
  EXPECT_TRUE(falls_below(0, Ratio{1, 4'294'967'295}));
  EXPECT_TRUE(falls_below(largest, Ratio{1, 1}));
  EXPECT_TRUE(falls_below(largest, Ratio{4'294'967'295, 4'294'967'295}));
  EXPECT_FALSE(falls_below(largest, Ratio{4'294'967'294, 4'294'967'295}));
  constexpr std::uint64_t half = 1ULL << 63U;
  EXPECT_TRUE(falls_below(half - 1, Ratio{1, 2}));
  EXPECT_FALSE(falls_below(half, Ratio{1, 2}));
}

}  // namespace
}  // namespace gameday
