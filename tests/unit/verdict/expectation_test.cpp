#include "verdict/expectation.hpp"

#include <gtest/gtest.h>

namespace gameday::verdict {
namespace {

Expectation good(const char* text) {
  auto parsed = parse_expectation(text);
  EXPECT_TRUE(parsed) << text << ": " << parsed.problem;
  return parsed ? *parsed.value : Expectation{};
}

std::string problem(const char* text) {
  const auto parsed = parse_expectation(text);
  EXPECT_FALSE(parsed) << text;
  return parsed.problem;
}

TEST(Expectation, ReadsMetricComparisonAndValue) {
  const Expectation share = good("failed > 90%");
  EXPECT_EQ(share.metric, Metric::failed);
  EXPECT_EQ(share.comparison, Comparison::greater);
  EXPECT_EQ(share.kind, Expectation::Kind::share);
  EXPECT_DOUBLE_EQ(share.value, 0.9);

  const Expectation count = good("failed == 0");
  EXPECT_EQ(count.kind, Expectation::Kind::count);
  EXPECT_EQ(count.comparison, Comparison::equal);

  const Expectation time = good("p99.9<=1.5s");
  EXPECT_EQ(time.metric, Metric::answer_quantile);
  EXPECT_EQ(time.quantile, 9990U);
  EXPECT_EQ(time.kind, Expectation::Kind::duration);
  EXPECT_DOUBLE_EQ(time.value, 1.5);

  EXPECT_EQ(good("outcome.p95 < 1s").metric, Metric::outcome_quantile);
  EXPECT_EQ(good("failover.p50 < 1s").quantile, 5000U);
  EXPECT_EQ(good("failover.max >= 3.9s").metric, Metric::failover_max);
  EXPECT_EQ(good("attempts.max <= 3").metric, Metric::attempts_max);
  EXPECT_DOUBLE_EQ(good("amplification < 1.5").value, 1.5);
  EXPECT_EQ(good("max != 5s").comparison, Comparison::not_equal);
}

TEST(Expectation, ReadsTheProviderOfServedBy) {
  const Expectation one = good("served_by.anthropic > 95%");
  EXPECT_EQ(one.metric, Metric::served_by);
  EXPECT_EQ(one.subject, "anthropic");
}

TEST(Expectation, AnArmsNameIsTheRestOfTheText) {
  const Expectation factor = good("  p95 >= 2.5x untuned gateway ");
  EXPECT_EQ(factor.kind, Expectation::Kind::factor);
  EXPECT_DOUBLE_EQ(factor.value, 2.5);
  EXPECT_EQ(factor.other_arm, "untuned gateway");
  EXPECT_EQ(factor.text, "p95 >= 2.5x untuned gateway");
  EXPECT_EQ(problem("p95 >= 2x"), "\"2x\" names no arm to compare with; write 2x NAME OF ARM");
  EXPECT_EQ(problem("p95 >= 2xyz"), "\"2xyz\" names no arm to compare with; write 2x NAME OF ARM");
}

TEST(Expectation, RefusesByNameWhatIsNotMeasured) {
  EXPECT_EQ(problem("schema_valid == 100%"), "schema_valid is not measured in this version");
}

TEST(Expectation, ReadsWhatStreamsAndRecoveriesPromise) {
  EXPECT_EQ(good("ttft.p95 < 900ms").metric, Metric::ttft_quantile);
  EXPECT_EQ(good("ttft.p95 < 900ms").quantile, 9500U);
  EXPECT_EQ(good("stall.max < 5s").metric, Metric::stall_max);
  EXPECT_EQ(good("stall.max < 5s").kind, Expectation::Kind::duration);
  EXPECT_EQ(good("truncated == 0").kind, Expectation::Kind::count);
  EXPECT_EQ(good("truncated < 1%").kind, Expectation::Kind::share);
  EXPECT_EQ(good("recovery_time <= 10s").metric, Metric::recovery_time);
  EXPECT_EQ(good("retry_after.violations == 0").metric, Metric::retry_after_violations);
  EXPECT_EQ(problem("recovery_time < 10"), "10 has no unit; write 10s, 500ms or 5m");
  EXPECT_EQ(problem("retry_after.violations < 1%"), "\"1%\" is not a whole number; write 3");
  EXPECT_NE(problem("ttft.max < 1s").find("is not a metric"), std::string::npos);
}

TEST(Expectation, ShowsTheWayOut) {
  EXPECT_NE(problem("faild == 0").find("did you mean \"failed\"?"), std::string::npos);
  EXPECT_EQ(problem("failed = 0"), "\"=\" is not a comparison; did you mean \"==\"?");
  EXPECT_EQ(problem("failed => 0"), "\"=>\" is not a comparison; did you mean \">=\"?");
  EXPECT_EQ(problem("failed <> 0"), "\"<>\" is not a comparison; write one of < <= == >= > !=");
  EXPECT_EQ(problem("p95 < 5"), "5 has no unit; write 5s, 500ms or 5m");
  EXPECT_EQ(problem("failed < 5s"), "\"5s\" is not a count or a share; write 3 or 1%");
  EXPECT_EQ(problem("attempts.max < 1.5"), "\"1.5\" is not a whole number; write 3");
  EXPECT_EQ(problem("failed < 101%"), "101% is more than the whole; 100% is the most");
  EXPECT_EQ(problem("p100 < 5s"), "\"p100\" is not a percentile; write p50, p95 or p99.9");
  EXPECT_EQ(problem("p0 < 5s"), "\"p0\" is not a percentile; write p50, p95 or p99.9");
  EXPECT_EQ(problem("failed 0"),
            "\"failed 0\" compares with nothing; write one of < <= == >= > != after failed");
  EXPECT_EQ(problem("failed =="),
            "\"failed ==\" has no value; write METRIC OP VALUE, such as failed == 0");
  EXPECT_EQ(problem(""), "\"\" is not a check; write METRIC OP VALUE, such as failed == 0");
  EXPECT_NE(problem("served_by. > 1%").find("is not a metric"), std::string::npos);
}

}  // namespace
}  // namespace gameday::verdict
