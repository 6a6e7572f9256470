#include "load/arrivals.hpp"

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

namespace gameday::load {
namespace {

PerSecond per_second(std::uint64_t events) {
  return PerSecond{events * 1'000'000};
}

TEST(Arrivals, CountIsRateTimesLengthRounded) {
  EXPECT_EQ(arrival_count(per_second(8), 40s), 320U);
  EXPECT_EQ(arrival_count(PerSecond{1'500'000}, 1s), 2U);  // 1.5 rounds up
  EXPECT_EQ(arrival_count(PerSecond{1'499'999}, 1s), 1U);
  EXPECT_EQ(arrival_count(per_second(8), 0s), 0U);
  EXPECT_EQ(arrival_count(per_second(1'000'000), 24h), 86'400'000'000U);  // no overflow
}

TEST(Arrivals, PoissonIsSortedInsideTheWindowAndTheSameForTheSameStream) {
  const Rng rng = Seed(7).stream("test");
  const auto times = arrival_times(Arrivals::poisson, per_second(8), 40s, rng);
  ASSERT_EQ(times.size(), 320U);
  EXPECT_TRUE(std::is_sorted(times.begin(), times.end()));
  EXPECT_GE(times.front(), 0s);
  EXPECT_LT(times.back(), 40s);
  EXPECT_EQ(times, arrival_times(Arrivals::poisson, per_second(8), 40s, rng));
  EXPECT_NE(times, arrival_times(Arrivals::poisson, per_second(8), 40s, Seed(8).stream("test")));
}

TEST(Arrivals, PoissonFillsEveryQuarterAlike) {
  const auto times =
      arrival_times(Arrivals::poisson, per_second(1000), 40s, Seed(1).stream("test"));
  for (int quarter = 0; quarter < 4; ++quarter) {
    const auto inside = std::count_if(times.begin(), times.end(), [&](Duration time) {
      return time >= 10s * quarter && time < 10s * (quarter + 1);
    });
    // Binomial(40000, 1/4): 10,000 with a deviation of 87; five of them.
    EXPECT_NEAR(static_cast<double>(inside), 10'000.0, 435.0) << "quarter " << quarter;
  }
}

TEST(Arrivals, UniformIsEvenlySpaced) {
  const auto times = arrival_times(Arrivals::uniform, per_second(4), 1s, Seed(1).stream("test"));
  EXPECT_EQ(times, (std::vector<Duration>{0ms, 250ms, 500ms, 750ms}));
}

TEST(Arrivals, AWindowBelowAMicrosecondHoldsItsArrivalAtItsStart) {
  for (const Arrivals arrivals : {Arrivals::poisson, Arrivals::uniform}) {
    const auto times =
        arrival_times(arrivals, per_second(1'000'000), 600ns, Seed(1).stream("test"));
    EXPECT_EQ(times, std::vector<Duration>{0s});
  }
}

TEST(Arrivals, KindsComeByWeight) {
  std::vector<RequestKind> kinds(3);
  kinds[0].weight = 3;
  kinds[1].weight = 0;
  kinds[2].weight = 1;
  std::map<std::uint16_t, int> drawn;
  for (std::uint64_t ordinal = 0; ordinal < 4'000; ++ordinal) {
    ++drawn[draw_kind(kinds, Seed(1).stream("kind", ordinal))];
  }
  EXPECT_EQ(drawn.count(1), 0U);
  EXPECT_NEAR(drawn[0], 3'000, 137);  // five deviations of Binomial(4000, 3/4)
}

}  // namespace
}  // namespace gameday::load
