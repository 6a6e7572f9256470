#include <gtest/gtest.h>

#include "support/small_run.hpp"
#include "verdict/compare/comparison.hpp"
#include "verdict/compare/regression.hpp"

namespace gameday::verdict {
namespace {

using record::Window;
using test::Fate;
using test::SmallRun;

/// One arm; `bad` of 400 requests fail, the others take `took`.
struct OneArm {
  explicit OneArm(int bad, Duration took = 600ms, int n = 400) : run({"storm"}, {"gateway"}) {
    Fate good;
    good.took = took;
    run.healthy_around(0);
    run.add(0, 0, Window::fault, n - bad, good)
        .add(0, 0, Window::fault, bad, test::failed_with(503));
    run.ended(0);
    summary = summarise(run.facts, run.records);
  }
  Side side() const { return {run.facts, summary}; }

  SmallRun run;
  Summary summary;
};

const MetricChange& metric(const RunComparison& comparison, std::string_view name) {
  for (const MetricChange& change : comparison.arms.at(0).metrics) {
    if (change.metric.text == name) {
      return change;
    }
  }
  ADD_FAILURE() << name;
  return comparison.arms.at(0).metrics.at(0);
}

TEST(Compare, ARunWithItselfIsTheSame) {
  for (const int bad : {0, 3, 200, 400}) {
    const OneArm run(bad);
    const RunComparison comparison = compare(run.side(), run.side());
    for (const MetricChange& change : comparison.arms.at(0).metrics) {
      EXPECT_NE(change.change, Change::better) << change.metric.text;
      EXPECT_NE(change.change, Change::worse) << change.metric.text;
    }
  }
}

TEST(Compare, SaysWorseOnlyBeyondChance) {
  const OneArm before(10);
  EXPECT_EQ(metric(compare(before.side(), OneArm(14).side()), "failed").change, Change::same);
  const OneArm after(60);
  const RunComparison comparison = compare(before.side(), after.side());
  const MetricChange& failed = metric(comparison, "failed");
  EXPECT_EQ(failed.change, Change::worse);
  ASSERT_TRUE(failed.difference);
  EXPECT_GT(failed.difference->low, 0);
  EXPECT_LT(failed.difference->low, 50.0 / 400);
  EXPECT_GT(failed.difference->high, 50.0 / 400);
  EXPECT_EQ(metric(comparison, "good").change, Change::worse);
  EXPECT_EQ(metric(compare(after.side(), before.side()), "failed").change, Change::better);
}

TEST(Compare, NeverIsWorseThanAnyTime) {
  const OneArm before(0);
  const OneArm after(300);  // p50 is never
  const RunComparison comparison = compare(before.side(), after.side());
  EXPECT_EQ(metric(comparison, "p50").change, Change::worse);
  EXPECT_FALSE(metric(comparison, "p50").difference);
}

TEST(Compare, TooFewIsUnclear) {
  const OneArm few(0, 600ms, 12);
  const RunComparison comparison = compare(few.side(), OneArm(0).side());
  EXPECT_EQ(metric(comparison, "failed").change, Change::unclear);
  EXPECT_EQ(metric(comparison, "failed").why, "before: too few: n = 12");
}

TEST(Compare, NamesWhatOnlyOneRunHas) {
  const SmallRun before({"storm", "tar pit"}, {"a", "b"});
  const SmallRun after({"tar pit"}, {"b", "c"});
  const Summary first = summarise(before.facts, before.records);
  const Summary second = summarise(after.facts, after.records);
  const RunComparison comparison = compare({before.facts, first}, {after.facts, second});
  ASSERT_EQ(comparison.arms.size(), 1u);
  EXPECT_EQ(comparison.arms[0].experiment, "tar pit");
  EXPECT_EQ(comparison.arms[0].arm, "b");
  EXPECT_EQ(comparison.only_before,
            (std::vector<std::string>{"storm · a", "storm · b", "tar pit · a"}));
  EXPECT_EQ(comparison.only_after, (std::vector<std::string>{"tar pit · c"}));
}

Regressed judged(const OneArm& before, const OneArm& after, const char* limit) {
  const auto allowances = parse_allowances(limit);
  EXPECT_TRUE(allowances) << allowances.problem;
  return regressions(before.side(), after.side(), *allowances.value).at(0).regressed;
}

TEST(Regression, IsWorseThanAllowedAndBeyondChance) {
  const OneArm before(0);
  EXPECT_EQ(judged(before, OneArm(0, 640ms), "p95 10%"), Regressed::no);
  EXPECT_EQ(judged(before, OneArm(0, 700ms), "p95 10%"), Regressed::yes);
  EXPECT_EQ(judged(before, OneArm(0, 700ms), "p95 200ms"), Regressed::no);
  EXPECT_EQ(judged(before, OneArm(0, 500ms), "p95 0%"), Regressed::no);
  EXPECT_EQ(judged(before, OneArm(60), "failed 10%"), Regressed::yes);
  EXPECT_EQ(judged(before, OneArm(30), "failed 10%"), Regressed::no);
  EXPECT_EQ(judged(before, OneArm(60), "good 10%"), Regressed::yes);
  EXPECT_EQ(judged(OneArm(10), OneArm(15), "failed 1%"), Regressed::unclear);
  EXPECT_EQ(judged(before, OneArm(400), "p50 900%"), Regressed::yes);
  EXPECT_EQ(judged(OneArm(400), OneArm(400), "p50 0%"), Regressed::no);
  EXPECT_EQ(judged(before, OneArm(0, 600ms, 12), "failed 1%"), Regressed::unclear);
}

TEST(Regression, RefusesWhatItCannotHold) {
  for (const auto& [text, told] :
       {std::pair{"p95", "is not METRIC AMOUNT"}, std::pair{"failed 3", "write \"failed 1%\""},
        std::pair{"p95 2x other", "names an arm"}, std::pair{"latency 10%", "is not a metric"},
        std::pair{"p95 10%,", "is not METRIC AMOUNT"}, std::pair{"", "is not METRIC AMOUNT"}}) {
    const auto parsed = parse_allowances(text);
    EXPECT_FALSE(parsed) << text;
    EXPECT_NE(parsed.problem.find(told), std::string::npos) << parsed.problem;
  }
  EXPECT_EQ(parse_allowances("p95 10%, failed 1% ,attempts.max 0").value->size(), 3u);
}

}  // namespace
}  // namespace gameday::verdict
