// What a guard sees, second by second: its view slides, counts anew with each experiment, and
// judges percentiles without sorting.

#include "scenario/guards.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "record/memory_sink.hpp"
#include "stats/quantile.hpp"

namespace gameday::scenario {
namespace {

Guard guard_of(const char* check, Duration window, std::uint64_t least) {
  Guard guard;
  guard.check = *verdict::parse_expectation(check).value;
  guard.window = window;
  guard.min_requests = least;
  return guard;
}

record::RequestRecord ended_at(Duration at, record::Outcome outcome, Duration took = 100ms) {
  record::RequestRecord record;
  record.ended = run_start + at;
  record.intended = record.ended - took;
  record.outcome = outcome;
  return record;
}

constexpr auto fine = record::Outcome::ok;
constexpr auto bad = record::Outcome::http_5xx;

TEST(GuardView, NeedsItsLeastNumberOfRequests) {
  const Guard guard = guard_of("failed > 80%", 20s, 3);
  GuardView view(guard, 0, {});
  view.see(ended_at(1s, bad));
  view.see(ended_at(2s, bad));
  EXPECT_FALSE(view.trips(run_start + 2s));
  view.see(ended_at(3s, bad));
  EXPECT_TRUE(view.trips(run_start + 3s));
}

TEST(GuardView, ForgetsWhatEndedBeforeItsWindow) {
  const Guard guard = guard_of("failed > 50%", 10s, 2);
  GuardView view(guard, 0, {});
  for (int second = 1; second <= 4; ++second) {
    view.see(ended_at(second * 1s, fine));
  }
  view.see(ended_at(5s, bad));
  view.see(ended_at(6s, bad));
  EXPECT_FALSE(view.trips(run_start + 6s));   // 2 of 6
  EXPECT_FALSE(view.trips(run_start + 12s));  // 2 of 4: seconds 1 and 2 have left
  EXPECT_TRUE(view.trips(run_start + 13s));   // 2 of 3
  EXPECT_EQ(view.words(), "failed > 50% over 10s: 66.7% of 3 requests");
  EXPECT_FALSE(view.trips(run_start + 15s));  // one is left
}

TEST(GuardView, ALeftRequestIsNeitherFailedNorGood) {
  const Guard failed = guard_of("failed >= 1", 10s, 1);
  GuardView view(failed, 0, {});
  view.see(ended_at(1s, record::Outcome::left));
  EXPECT_FALSE(view.trips(run_start + 1s));
  const Guard good = guard_of("good < 50%", 10s, 1);
  GuardView other(good, 0, 1s);
  other.see(ended_at(1s, fine, 2s));  // too late to be good
  EXPECT_TRUE(other.trips(run_start + 1s));
}

// The same verdict as sorting all that is in view, for every comparison, at every step.
TEST(GuardView, JudgesPercentilesAsSortingWould) {
  for (const char* text : {"p95 > 2s", "p50 <= 1s", "min >= 1s", "max < 3s", "outcome.p90 == 2s",
                           "outcome.max != 2s"}) {
    const Guard guard = guard_of(text, 8s, 1);
    const auto& check = guard.check;
    GuardView view(guard, 0, {});
    std::vector<record::RequestRecord> all;
    Rng rng = Seed(5).stream("test/guard");
    for (int step = 1; step <= 300; ++step) {
      const auto took = static_cast<int>(rng.below(4)) * 1s;
      const auto outcome = rng.below(5) == 0 ? bad : fine;
      all.push_back(ended_at(step * 250ms, outcome, took));
      view.see(all.back());
      std::vector<Duration> values;
      for (const auto& record : all) {
        if (record.ended > all.back().ended - 8s) {
          const bool never = record.outcome == bad && std::string_view(text)[0] != 'o';
          values.push_back(never ? forever : record.ended - record.intended);
        }
      }
      std::ranges::sort(values);
      const Duration value = std::string_view(text).find("min") == 0 ? values.front()
                             : std::string_view(text).find("max") < 10U
                                 ? values.back()
                                 : *stats::quantile_of(values, check.quantile);
      EXPECT_EQ(view.trips(all.back().ended),
                verdict::holds(check.comparison, to_seconds(value), check.value))
          << text << " at step " << step;
    }
  }
}

TEST(Guards, WatchEachArmByItselfAndForgetTheLastExperiment) {
  Scenario scenario;
  scenario.arms = {{"a", {}}, {"b", {}}};
  scenario.guards = {guard_of("failed > 80%", 20s, 4)};
  record::MemorySink next;
  Guards guards(scenario, next);
  const auto see = [&](std::uint16_t experiment, std::uint16_t arm, record::Outcome outcome) {
    record::RequestRecord record = ended_at(1s, outcome);
    record.experiment = experiment;
    record.arm = arm;
    guards.request(record);
  };
  for (int one = 0; one < 3; ++one) {
    see(0, 0, fine);
    see(0, 1, bad);
  }
  see(1, 1, bad);
  EXPECT_EQ(guards.tripped(run_start + 2s), "");  // three were another experiment's
  for (int one = 0; one < 3; ++one) {
    see(1, 1, bad);
  }
  const std::string words = "b: failed > 80% over 20s: 100% of 4 requests";
  EXPECT_EQ(guards.tripped(run_start + 2s), words);
  EXPECT_EQ(guards.tripped(run_start + 90s), words);  // it stays
  EXPECT_EQ(next.records().requests.size(), 10U);
}

TEST(Guards, OneArmsGuardDoesNotSeeTheOthers) {
  Scenario scenario;
  scenario.arms = {{"a", {}}, {"b", {}}};
  scenario.guards = {guard_of("failed >= 1", 20s, 1)};
  scenario.guards[0].arm = 0;
  record::MemorySink next;
  Guards guards(scenario, next);
  record::RequestRecord record = ended_at(1s, bad);
  record.arm = 1;
  guards.request(record);
  EXPECT_EQ(guards.tripped(run_start + 1s), "");
}

}  // namespace
}  // namespace gameday::scenario
