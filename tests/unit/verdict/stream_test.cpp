// What streams came to, and what is judged on it. Values are counted by hand.

#include <cmath>

#include <gtest/gtest.h>

#include "support/small_run.hpp"
#include "verdict/judge.hpp"

namespace gameday::verdict {
namespace {

using record::Outcome;
using record::Window;
using test::Fate;
using test::SmallRun;
using test::streamed_as;

constexpr std::uint16_t tuned = 0;

SmallRun streams() {
  SmallRun run({"broken streams"}, {"tuned gateway"});
  run.healthy_around(0).ended(0);
  return run;
}

Verdict judged(const SmallRun& run) {
  return judge(run.facts, summarise(run.facts, run.records));
}

CheckResult only(const SmallRun& run) {
  return judged(run).experiments.at(0).checks.at(0);
}

TEST(Streams, TheFirstTokenIsAQuantileOverAllStreams) {
  SmallRun run = streams();
  run.promise(0, tuned, "ttft.p50 <= 300ms").promise(0, tuned, "ttft.p95 <= 800ms");
  run.add(0, tuned, Window::fault, 50, streamed_as(Outcome::ok, 300ms, 2s));
  run.add(0, tuned, Window::fault, 45, streamed_as(Outcome::truncated_stream, 800ms, 2s));
  run.add(0, tuned, Window::fault, 5, streamed_as(Outcome::timeout, std::nullopt, 60s));
  run.add(0, tuned, Window::fault, 100, Fate{});  // unary: has no first token
  const Verdict verdict = judged(run);
  const CheckResult& p50 = verdict.experiments[0].checks[0];
  EXPECT_EQ(p50.n, 100U);
  EXPECT_DOUBLE_EQ(p50.observed->value, 0.3);  // rank 50 of 100
  EXPECT_EQ(p50.ruling, Ruling::pass);
  const CheckResult& p95 = verdict.experiments[0].checks[1];
  EXPECT_DOUBLE_EQ(p95.observed->value, 0.8);  // rank 95
  EXPECT_EQ(p95.ruling, Ruling::pass);
  // One more that gave nothing: of 101 rank 96 is never.
  run.add(0, tuned, Window::fault, 1, streamed_as(Outcome::reset, std::nullopt, 1s));
  EXPECT_TRUE(std::isinf(judged(run).experiments[0].checks[1].observed->value));
  EXPECT_EQ(judged(run).experiments[0].checks[1].ruling, Ruling::fail);
}

TEST(Streams, OnlyASilentCutIsTruncated) {
  SmallRun run = streams();
  run.promise(0, tuned, "truncated == 0").promise(0, tuned, "truncated <= 2%");
  run.add(0, tuned, Window::fault, 90, streamed_as(Outcome::ok, 300ms, 2s));
  run.add(0, tuned, Window::fault, 10, streamed_as(Outcome::stream_error, 300ms, 2s));
  EXPECT_EQ(only(run).ruling, Ruling::pass);
  EXPECT_EQ(only(run).n, 100U);
  run.add(0, tuned, Window::fault, 3, streamed_as(Outcome::truncated_stream, 300ms, 2s));
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.experiments[0].checks[0].ruling, Ruling::fail);
  EXPECT_DOUBLE_EQ(verdict.experiments[0].checks[1].observed->value, 3.0 / 103);
  EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::fail);
}

TEST(Streams, TheLongestStallIsOfThoseThatGaveSomething) {
  SmallRun run = streams();
  run.promise(0, tuned, "stall.max < 4s");
  run.add(0, tuned, Window::fault, 20, streamed_as(Outcome::ok, 300ms, 9s, 3900ms));
  run.add(0, tuned, Window::fault, 1, streamed_as(Outcome::timeout, std::nullopt, 60s, 0s));
  EXPECT_EQ(only(run).ruling, Ruling::pass);
  EXPECT_EQ(only(run).n, 20U);
  run.add(0, tuned, Window::fault, 1, streamed_as(Outcome::timeout, 300ms, 60s, 59s));
  EXPECT_EQ(only(run).ruling, Ruling::fail);
  EXPECT_DOUBLE_EQ(only(run).observed->value, 59);
}

TEST(Streams, WithoutAnyNothingIsSaid) {
  for (const char* text : {"ttft.p50 < 1s", "truncated == 0", "stall.max < 1s"}) {
    SmallRun run = streams();
    run.promise(0, tuned, text);
    run.add(0, tuned, Window::fault, 100, test::fell_back(1s));
    EXPECT_EQ(only(run).ruling, Ruling::inconclusive) << text;
    EXPECT_FALSE(only(run).reason.empty());
  }
}

TEST(Streams, AnAttemptThatStillWaitedForItsFaultWasNotHit) {
  SmallRun run = streams();
  run.add(0, tuned, Window::fault, 2, streamed_as(Outcome::unfinished, 300ms, 2s));
  auto& waiting = run.records.attempts.back();
  waiting.end = record::AttemptEnd::open;
  auto& hit = run.records.attempts[run.records.attempts.size() - 2];
  hit.end = record::AttemptEnd::open;
  hit.reached = "after 5 deltas, 1,812 B";
  const Summary summary = summarise(run.facts, run.records);
  EXPECT_EQ(summary.experiments[0].arms[tuned].at(Window::fault).injected, 1U);
}

}  // namespace
}  // namespace gameday::verdict
