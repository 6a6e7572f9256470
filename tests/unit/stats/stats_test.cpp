#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "stats/quantile.hpp"
#include "stats/share.hpp"

namespace gameday::stats {
namespace {

TEST(Quantile, IsTheNearestRank) {
  EXPECT_EQ(nearest_rank(1, 5000), 0U);
  EXPECT_EQ(nearest_rank(2, 5000), 0U);
  EXPECT_EQ(nearest_rank(3, 5000), 1U);
  EXPECT_EQ(nearest_rank(100, 9500), 94U);
  EXPECT_EQ(nearest_rank(101, 9500), 95U);
  EXPECT_EQ(nearest_rank(320, 9990), 319U);
  EXPECT_EQ(nearest_rank(320, whole), 319U);
}

TEST(Quantile, NeedsFiveSamplesBeyond) {
  EXPECT_FALSE(carries(99, 9500));
  EXPECT_TRUE(carries(100, 9500));
  EXPECT_FALSE(carries(499, 9900));
  EXPECT_TRUE(carries(500, 9900));
  EXPECT_FALSE(carries(1'000'000, whole));
}

TEST(Quantile, NeverIsTheLargestTime) {
  const std::vector<Duration> sorted = {1s, 2s, forever, forever};
  EXPECT_EQ(quantile_of(sorted, 5000), 2s);
  EXPECT_EQ(quantile_of(sorted, 7500), forever);
  EXPECT_FALSE(quantile_of({}, 5000));
}

// Conover's table for the median of 10: ranks 2 and 9 enclose it with 97.9 %.
TEST(Quantile, IntervalIsMadeOfOrderStatistics) {
  const auto ten = rank_interval(10, 5000);
  ASSERT_TRUE(ten);
  EXPECT_EQ(ten->low, 1U);
  EXPECT_EQ(ten->high, 8U);
  EXPECT_FALSE(rank_interval(50, 9500));  // P(all 50 below p95) = 7.7 %: no upper end
}

TEST(Quantile, IntervalCoversTheTruthAsOftenAsItSays) {
  Rng rng = Seed(5).stream("coverage");
  constexpr int rounds = 2000;
  int covered = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::uint64_t> sample(200);
    std::ranges::generate(sample, [&] { return rng.below(10'000); });
    std::ranges::sort(sample);
    const auto ranks = rank_interval(sample.size(), 9000);
    ASSERT_TRUE(ranks);
    covered += sample[ranks->low] <= 9000 && 9000 <= sample[ranks->high] ? 1 : 0;
  }
  EXPECT_GE(covered, rounds * 94 / 100);
  EXPECT_LT(covered, rounds * 99 / 100);  // not so wide that it says nothing
}

TEST(Share, NoneOfManyIsBoundedByTheRuleOfThree) {
  EXPECT_NEAR(share_interval(0, 320).high, 0.00932, 0.00001);
  EXPECT_EQ(share_interval(0, 320).low, 0);
  EXPECT_NEAR(share_interval(320, 320).low, 1 - 0.00932, 0.00001);
  EXPECT_EQ(share_interval(0, 0).high, 1);
}

// Clopper and Pearson for 10 of 100: 4.9 % to 17.6 %.
TEST(Share, IntervalIsExact) {
  EXPECT_NEAR(share_interval(10, 100).low, 0.0490, 0.0001);
  EXPECT_NEAR(share_interval(10, 100).high, 0.1762, 0.0001);
}

}  // namespace
}  // namespace gameday::stats
