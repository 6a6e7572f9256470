#include "report/chart/bins.hpp"

#include <gtest/gtest.h>

#include "report/chart/labels.hpp"

namespace gameday::report::chart {
namespace {

using record::Window;

verdict::ExperimentFacts experiment_of(Duration baseline, Duration fault, Duration recovery) {
  verdict::ExperimentFacts facts;
  facts.baseline = baseline;
  facts.fault = fault;
  facts.recovery = recovery;
  return facts;
}

TEST(Bins, HaveRoundSteps) {
  EXPECT_EQ(bin_step(0s), 1s);
  EXPECT_EQ(bin_step(1001ms), 2s);
  EXPECT_EQ(bin_step(6s), 10s);
  EXPECT_EQ(bin_step(11s), 30s);
  EXPECT_EQ(bin_step(31s), 60s);
  EXPECT_EQ(bin_step(61s), 2min);
  EXPECT_EQ(bin_step(31min), 1h);
  EXPECT_EQ(bin_step(24h * 30), 960h);
}

TEST(Bins, AreFourUnitsWide) {
  EXPECT_EQ(outcome_step(experiment_of(5s, 40s, 15s), 620), 1s);
  EXPECT_EQ(outcome_step(experiment_of(30s, 4min, 30s), 620), 2s);
  EXPECT_EQ(outcome_step(experiment_of(5s, 40s, 15s), 200), 2s);
  EXPECT_EQ(outcome_step(experiment_of(0s, 1h, 0s), 620), 30s);
}

TEST(Bins, OfLatencyHoldTwentyRequests) {
  const auto facts = experiment_of(5s, 40s, 15s);
  EXPECT_EQ(latency_step(facts, 620, 8), 5s);
  EXPECT_EQ(latency_step(facts, 620, 20), 1s);
  EXPECT_EQ(latency_step(facts, 620, 19.9), 2s);
  EXPECT_EQ(latency_step(facts, 620, 0.5), 60s);
  EXPECT_GT(latency_step(facts, 620, 0), 24h);
  EXPECT_EQ(latency_step(experiment_of(0s, 1h, 0s), 620, 300), 30s) << "a bar is 4 units wide too";
}

// Every step over odd windows: bins touch, none crosses an edge, all of the time is covered.
TEST(Bins, NeverStraddleAnEdge) {
  for (const Duration step : {1s, 2s, 5s, 10s, 30s, 60s}) {
    for (const bool whole : {false, true}) {
      for (const auto& facts : {experiment_of(5s, 40s, 15s), experiment_of(7300ms, 41700ms, 1ms),
                                experiment_of(0s, 9s, 0s), experiment_of(13s, 0s, 4s)}) {
        const Bins bins(facts, step, whole);
        Duration at = -facts.baseline;
        for (std::size_t bin = 0; bin < bins.size(); ++bin) {
          const Bin& of = bins.at(bin);
          EXPECT_EQ(of.from, at);
          EXPECT_GT(of.to, of.from);
          EXPECT_FALSE(of.from < 0s && of.to > 0s);
          EXPECT_FALSE(of.from < facts.fault && of.to > facts.fault);
          EXPECT_LE(of.length(), whole ? step * 3 / 2 : step);
          at = of.to;
        }
        EXPECT_EQ(at, facts.fault + facts.recovery);
      }
    }
  }
}

TEST(Bins, FindTheirSamples) {
  const auto facts = experiment_of(5s, 40s, 15s);
  const Bins bins(facts, 2s, false);
  ASSERT_EQ(bins.first(Window::fault), 3U);
  EXPECT_EQ(bins.at(0).length(), 1s) << "the shorter one is away from the fault";
  const auto of = [&](Duration due, Window window) { return bins.of({due, 1s, Fill::ok, window}); };
  EXPECT_EQ(of(-5s, Window::baseline), 0U);
  EXPECT_EQ(of(-1ns, Window::baseline), 2U);
  EXPECT_EQ(of(0s, Window::fault), 3U);
  EXPECT_EQ(of(1999ms, Window::fault), 3U);
  EXPECT_EQ(of(2s, Window::fault), 4U);
  EXPECT_EQ(of(39999ms, Window::fault), bins.last(Window::fault) - 1);
  EXPECT_EQ(of(55s, Window::recovery), bins.size() - 1);
  // A folder that says otherwise than its clock: the window's nearest bin.
  EXPECT_EQ(of(50s, Window::baseline), 2U);
  EXPECT_EQ(of(-5s, Window::recovery), bins.first(Window::recovery));
}

TEST(Bins, TakeSamplesOfAWindowWithoutLength) {
  const Bins bins(experiment_of(0s, 10s, 0s), 5s, false);
  EXPECT_EQ(bins.of({0s, 1s, Fill::ok, Window::baseline}), 0U);
  EXPECT_EQ(bins.of({10s, 1s, Fill::ok, Window::recovery}), 1U);
}

TEST(Labels, StayWhereTheyAreWanted) {
  EXPECT_EQ(pushed_apart({10, 50, 90}, 20, 0, 100), (std::vector<double>{10, 50, 90}));
  EXPECT_TRUE(pushed_apart({}, 20, 0, 100).empty());
  EXPECT_EQ(pushed_apart({-7}, 20, 0, 100), std::vector<double>{0});
}

TEST(Labels, ArePushedApartAroundTheirMiddle) {
  EXPECT_EQ(pushed_apart({50, 50}, 20, 0, 100), (std::vector<double>{40, 60}));
  EXPECT_EQ(pushed_apart({60, 50, 55}, 20, 0, 100), (std::vector<double>{75, 35, 55}));
  EXPECT_EQ(pushed_apart({0, 1, 2}, 20, 0, 100), (std::vector<double>{0, 20, 40}));
  EXPECT_EQ(pushed_apart({100, 99, 98}, 20, 0, 100), (std::vector<double>{100, 80, 60}));
}

TEST(Labels, CloseUpOnlyWhereTheyDoNotFit) {
  const auto places = pushed_apart({5, 5, 5, 5, 5, 5}, 40, 0, 100);
  EXPECT_EQ(places, (std::vector<double>{0, 20, 40, 60, 80, 100}));
}

}  // namespace
}  // namespace gameday::report::chart
