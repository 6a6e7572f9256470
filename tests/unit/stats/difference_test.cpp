#include "stats/difference.hpp"

#include <limits>

#include <gtest/gtest.h>

#include "stats/share.hpp"

namespace gameday::stats {
namespace {

Estimate share(std::uint64_t hits, std::uint64_t n) {
  const ShareInterval interval = share_interval(hits, n);
  return {static_cast<double>(hits) / static_cast<double>(n), interval.low, interval.high};
}

TEST(Difference, OfAnEstimateWithItselfHoldsZero) {
  for (const Estimate one : {share(0, 320), share(320, 320), share(160, 320), share(3, 5)}) {
    const auto same = difference(one, one);
    ASSERT_TRUE(same);
    EXPECT_LE(same->low, 0);
    EXPECT_GE(same->high, 0);
  }
}

// Newcombe 1998, table II (a): 56/70 and 48/80 give 0.0524 to 0.3339 with Wilson's intervals; the
// exact ones are wider on both sides, but not by much.
TEST(Difference, IsNewcombesWithMoreCare) {
  const auto found = difference(share(48, 80), share(56, 70));
  ASSERT_TRUE(found);
  EXPECT_LT(found->low, 0.0524);
  EXPECT_GT(found->low, 0.02);
  EXPECT_GT(found->high, 0.3339);
  EXPECT_LT(found->high, 0.36);
}

TEST(Difference, TurnsItsSignWithTheOrder) {
  const auto up = difference(share(10, 100), share(50, 100));
  const auto down = difference(share(50, 100), share(10, 100));
  ASSERT_TRUE(up && down);
  EXPECT_DOUBLE_EQ(up->low, -down->high);
  EXPECT_DOUBLE_EQ(up->high, -down->low);
}

TEST(Difference, OfNeverIsNoNumber) {
  constexpr double never = std::numeric_limits<double>::infinity();
  EXPECT_FALSE(difference({never, 4, never}, {1, 0.5, 2}));
  EXPECT_TRUE(apart({never, 4, never}, {1, 0.5, 2}));
  EXPECT_FALSE(apart({never, 1.5, never}, {1, 0.5, 2}));
}

}  // namespace
}  // namespace gameday::stats
