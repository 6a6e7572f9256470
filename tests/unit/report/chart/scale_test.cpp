#include "report/chart/scale.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "report/chart/latency_axis.hpp"

namespace gameday::report::chart {
namespace {

using Ticks = std::vector<Duration>;

TEST(Scale, IsStraightOrByDecadesAndStaysInside) {
  const Scale straight(Scale::Kind::linear, -5, 55, 50, 650);
  EXPECT_DOUBLE_EQ(straight(-5), 50);
  EXPECT_DOUBLE_EQ(straight(25), 350);
  EXPECT_DOUBLE_EQ(straight(55), 650);
  EXPECT_DOUBLE_EQ(straight(56), 650);
  EXPECT_DOUBLE_EQ(straight(-1e9), 50);
  const Scale decades(Scale::Kind::logarithmic, 0.1, 10, 200, 0);
  EXPECT_DOUBLE_EQ(decades(0.1), 200);
  EXPECT_DOUBLE_EQ(decades(1), 100);
  EXPECT_DOUBLE_EQ(decades(10), 0);
  EXPECT_DOUBLE_EQ(decades(0), 200);
  EXPECT_DOUBLE_EQ(decades(-3), 200);
}

TEST(Scale, OfNoLengthIsItsBeginning) {
  EXPECT_DOUBLE_EQ(Scale(Scale::Kind::linear, 3, 3, 10, 20)(3), 10);
  EXPECT_DOUBLE_EQ(Scale(Scale::Kind::logarithmic, 0, 0, 10, 20)(0), 10);
}

TEST(Ticks, StepsAreOneTwoOrFive) {
  struct Case {
    double span;
    std::size_t steps;
    double step;
  };
  for (const Case& of : {Case{13, 4, 5}, Case{16, 4, 5}, Case{4, 4, 1}, Case{0.3, 3, 0.1},
                         Case{1000, 4, 500}, Case{1, 1, 1}, Case{1.01, 1, 2}, Case{7e6, 3, 5e6},
                         Case{0, 4, 1}, Case{-1, 4, 1}, Case{INFINITY, 4, 1}}) {
    EXPECT_NEAR(step_of(of.span, of.steps), of.step, of.step * 1e-9) << of.span;
  }
}

TEST(Ticks, OfTimeGoOverToMinutesAndHours) {
  struct Case {
    Duration time;
    Duration below;
    Duration above;
  };
  for (const Case& of : {Case{1ns, 1ns, 1ns}, Case{3ms, 2ms, 5ms}, Case{20s, 20s, 20s},
                         Case{21s, 20s, 60s}, Case{50s, 20s, 1min}, Case{61s, 1min, 2min},
                         Case{25min, 20min, 1h}, Case{21h, 20h, 40h}, Case{100h, 20h, 100h}}) {
    EXPECT_EQ(time_tick_below(of.time), of.below) << of.time.count();
    EXPECT_EQ(time_tick_above(of.time), of.above) << of.time.count();
  }
}

TEST(Ticks, OfAnAxisAreMultiplesOfOneStep) {
  EXPECT_EQ(time_ticks(-5s, 55s, 10), (Ticks{0s, 10s, 20s, 30s, 40s, 50s}));
  EXPECT_EQ(time_ticks(-10s, 10s, 4), (Ticks{-10s, -5s, 0s, 5s, 10s}));
  EXPECT_EQ(time_ticks(-90s, 3min, 5), (Ticks{-60s, 0s, 60s, 120s, 180s}));
  EXPECT_EQ(time_ticks(0s, 0s, 3), Ticks{0s});
  EXPECT_LE(time_ticks(-24h * 3650, 24h * 3650, 9).size(), 10U);
}

TEST(Ticks, ByDecadesHaveMainOnes) {
  EXPECT_EQ(decade_ticks(500ms, 60s), (Ticks{500ms, 1s, 2s, 5s, 10s, 20s, 60s}));
  EXPECT_TRUE(is_main_tick(1ms) && is_main_tick(10s) && is_main_tick(1min) && is_main_tick(1h));
  EXPECT_FALSE(is_main_tick(2s) || is_main_tick(50ms) || is_main_tick(10min) || is_main_tick(20h));
}

std::string drawn(const LatencyAxis& axis) {
  Svg svg;
  axis.draw_ticks(svg, 50, 600);
  axis.draw_limit(svg, 50, 600, true);
  return svg.take();
}

TEST(LatencyAxis, GoesByDecadesOverFiveTimes) {
  EXPECT_TRUE(LatencyAxis({500ms, 2501ms}, {}, 0, 190).logarithmic());
  EXPECT_FALSE(LatencyAxis({500ms, 2500ms}, {}, 0, 190).logarithmic());
  EXPECT_TRUE(LatencyAxis({500ms, 600ms}, 5s, 0, 190).logarithmic()) << "the limit is drawn too";
}

TEST(LatencyAxis, LeavesOutALimitThatWouldFlattenAll) {
  EXPECT_TRUE(LatencyAxis({500ms, 600ms}, 6s, 0, 190).shows_limit());
  EXPECT_FALSE(LatencyAxis({500ms, 600ms}, 7s, 0, 190).shows_limit());
  EXPECT_EQ(drawn(LatencyAxis({500ms, 600ms}, 7s, 0, 190)).find("limit"), std::string::npos);
}

TEST(LatencyAxis, StartsAtZeroWhenStraight) {
  const LatencyAxis axis({500ms, 900ms}, {}, 0, 200);
  EXPECT_DOUBLE_EQ(axis.y(0s), 200);
  EXPECT_DOUBLE_EQ(axis.y(1s), 0);
  EXPECT_DOUBLE_EQ(axis.y(forever), 0);
}

TEST(LatencyAxis, NamesTheLimitEvenWhereItIsNoTick) {
  const std::string text = drawn(LatencyAxis({400ms, 4s}, 3s, 0, 190));
  EXPECT_NE(text.find(">3 s<"), std::string::npos);
  EXPECT_NE(text.find(">limit 3 s<"), std::string::npos);
  // 2 s and 5 s are at least 14 units away, so they stay.
  EXPECT_NE(text.find(">2 s<"), std::string::npos);
}

TEST(LatencyAxis, ThinsItsTicksOutOverManyDecades) {
  const std::string text = drawn(LatencyAxis({2us, 9min}, {}, 0, 190));
  EXPECT_NE(text.find(">1 ms<"), std::string::npos);
  EXPECT_EQ(text.find(">2 ms<"), std::string::npos);
}

TEST(LatencyAxis, SurvivesNothingAndNonsense) {
  for (const Extent drawn_extent : {Extent{}, Extent{0s, 0s}, Extent{0s, forever - 1ns}}) {
    const LatencyAxis axis(drawn_extent, {}, 0, 190);
    EXPECT_GE(axis.y(1s), 0);
    EXPECT_LE(axis.y(1s), 190);
  }
}

}  // namespace
}  // namespace gameday::report::chart
