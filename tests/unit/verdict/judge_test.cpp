#include "verdict/judge.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/small_run.hpp"

namespace gameday::verdict {
namespace {

using record::Event;
using record::Outcome;
using record::Window;
using test::failed_with;
using test::Fate;
using test::fell_back;
using test::SmallRun;

constexpr std::uint16_t direct = 0;
constexpr std::uint16_t tuned = 1;

SmallRun storm() {
  SmallRun run({"429 storm"}, {"without fallback", "tuned gateway"});
  run.healthy_around(0).ended(0);
  return run;
}

Verdict judged(const SmallRun& run) {
  return judge(run.facts, summarise(run.facts, run.records));
}

const CheckResult& only_check(const Verdict& verdict) {
  return verdict.experiments.at(0).checks.at(0);
}

WindowSummary fault_window(const SmallRun& run, std::uint16_t arm) {
  return summarise(run.facts, run.records).experiments.at(0).arms.at(arm).at(Window::fault);
}

TEST(Summarise, CountsWhatUsersFelt) {
  SmallRun run = storm();
  run.add(0, tuned, Window::fault, 300, fell_back(1500ms));
  run.add(0, tuned, Window::fault, 15, fell_back(6s));
  run.add(0, tuned, Window::fault, 5, failed_with(503));
  const WindowSummary window = fault_window(run, tuned);
  EXPECT_EQ(window.attempted, 320U);
  EXPECT_EQ(window.ok, 315U);
  EXPECT_EQ(window.failed, 5U);
  EXPECT_EQ(window.good, 300U);
  EXPECT_EQ(window.late, 15U);
  EXPECT_EQ(window.degraded, 315U);
  EXPECT_EQ(window.failures.at("503"), 5U);
  EXPECT_EQ(window.answers.back(), forever);
  EXPECT_EQ(window.endings.back(), 6s);
  EXPECT_EQ(window.served_by(1), 315U);
  EXPECT_EQ(window.served_by(0), 0U);
  EXPECT_EQ(window.attempts.at(2), 315U);
  EXPECT_EQ(window.attempts_max(), 2U);
  EXPECT_EQ(window.met_fault, 320U);
  EXPECT_EQ(window.injected, 320U);
  EXPECT_EQ(window.failovers.size(), 315U);
  EXPECT_EQ(window.failovers.front(), 199ms);
}

TEST(Summarise, ALateAttemptStillBelongsToItsRequest) {
  SmallRun run = storm();
  Fate fate = fell_back(50s);
  fate.tries[1].at = 45s;  // arrives in the recovery window
  run.add(0, tuned, Window::fault, 1, fate);
  const Summary summary = summarise(run.facts, run.records);
  const ArmSummary& arm = summary.experiments[0].arms[tuned];
  EXPECT_EQ(arm.at(Window::fault).attempts_max(), 2U);
  EXPECT_EQ(arm.at(Window::fault).arrived, 1U);
  EXPECT_EQ(arm.at(Window::recovery).arrived, 121U);
}

TEST(Summarise, AnOpenBreakerIsNotAFailover) {
  SmallRun run = storm();
  run.add(0, tuned, Window::fault, 1, Fate{Outcome::ok, 1s, 200, {{1, 1ms, 900ms, 200, ""}}});
  const WindowSummary window = fault_window(run, tuned);
  EXPECT_EQ(window.elsewhere_at_once, 1U);
  EXPECT_TRUE(window.failovers.empty());
  EXPECT_EQ(window.degraded, 1U);
}

TEST(Summarise, ABypassedInjectionIsNotMet) {
  SmallRun run = storm();
  run.add(0, tuned, Window::fault, 1, fell_back(1s));
  for (auto& attempt : run.records.attempts) {
    if (!attempt.fault.empty()) {
      attempt.bypassed = "client_left";
    }
  }
  const WindowSummary window = fault_window(run, tuned);
  EXPECT_EQ(window.met_fault, 0U);
  EXPECT_EQ(window.injected, 0U);
  EXPECT_EQ(window.bypassed.at("client_left"), 1U);
}

TEST(Judge, PassesWhatHeldAndFailsWhatDidNot) {
  SmallRun run = storm();
  run.promise(0, direct, "failed > 90%").promise(0, tuned, "good >= 99%");
  run.add(0, direct, Window::fault, 320, failed_with(429));
  run.add(0, tuned, Window::fault, 317, fell_back(1500ms));
  EXPECT_EQ(judged(run).exit_code, 0);

  run.add(0, tuned, Window::fault, 5, fell_back(6s));
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.exit_code, 1);
  EXPECT_EQ(verdict.experiments[0].checks[0].ruling, Ruling::pass);
  const CheckResult& late = verdict.experiments[0].checks[1];
  EXPECT_EQ(late.ruling, Ruling::fail);
  EXPECT_DOUBLE_EQ(late.observed->value, 317.0 / 322);
  EXPECT_LT(late.interval->low, 317.0 / 322);
}

// A file that lost its tail: what is not there may have failed.
TEST(Judge, NeedsARecordOfEveryPlannedRequest) {
  SmallRun run = storm();
  run.promise(0, tuned, "failed == 0");
  run.add(0, direct, Window::fault, 320, failed_with(429));
  run.add(0, tuned, Window::fault, 320, fell_back(1500ms));
  run.facts.experiments[0].planned = 480;
  EXPECT_EQ(judged(run).exit_code, 0);

  run.records.requests.pop_back();
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.exit_code, 3);
  EXPECT_EQ(only_check(verdict).ruling, Ruling::inconclusive);
  EXPECT_EQ(only_check(verdict).reason, "1 of 480 planned requests have no record");
}

// The limit itself, and one request less than it takes.
TEST(Judge, SharesNeedTwentyRequestsAndCountsOne) {
  for (const int n : {19, 20}) {
    SmallRun run = storm();
    run.promise(0, tuned, "good >= 99%").promise(0, tuned, "failed == 0");
    run.add(0, tuned, Window::fault, n, fell_back(1500ms));
    const Verdict verdict = judged(run);
    EXPECT_EQ(only_check(verdict).ruling, n < 20 ? Ruling::inconclusive : Ruling::pass);
    EXPECT_EQ(only_check(verdict).reason, n < 20 ? "too few: n = 19" : "");
    EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::pass);
    EXPECT_EQ(verdict.exit_code, n < 20 ? 3 : 0);
  }
}

TEST(Judge, PercentilesNeedFiveSamplesBeyond) {
  for (const int n : {99, 100}) {
    SmallRun run = storm();
    run.promise(0, tuned, "p95 < 5s");
    run.add(0, tuned, Window::fault, n, fell_back(1500ms));
    EXPECT_EQ(only_check(judged(run)).ruling, n < 100 ? Ruling::inconclusive : Ruling::pass);
  }
}

TEST(Judge, AFastFailureIsNotFast) {
  SmallRun run = storm();
  run.promise(0, direct, "p95 < 5s").promise(0, direct, "outcome.p95 < 5s");
  run.add(0, direct, Window::fault, 320, failed_with(429));
  const Verdict verdict = judged(run);
  EXPECT_EQ(only_check(verdict).ruling, Ruling::fail);
  EXPECT_TRUE(std::isinf(only_check(verdict).observed->value));
  EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::pass);
}

TEST(Judge, ComparesWithAnotherArm) {
  SmallRun run = storm();
  run.promise(0, direct, "p95 >= 2x tuned gateway").promise(0, direct, "p95 >= 4x tuned gateway");
  Fate slow;
  slow.took = 3s;
  slow.tries[0].fault = "tar-pit";
  run.add(0, direct, Window::fault, 320, slow);
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.experiments[0].checks[0].ruling, Ruling::pass);
  EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::fail);
  EXPECT_DOUBLE_EQ(verdict.experiments[0].checks[1].limit->value, 4);

  run.add(0, tuned, Window::fault, 320, failed_with(429));
  const Verdict other_never = judged(run);
  EXPECT_EQ(other_never.experiments[0].checks[0].ruling, Ruling::inconclusive);
  EXPECT_EQ(other_never.experiments[0].checks[0].reason,
            "tuned gateway: it is never, which has no multiple");
}

TEST(Judge, NothingInjectedIsInconclusive) {
  SmallRun run = storm();
  run.promise(0, tuned, "failed == 0");
  run.add(0, direct, Window::fault, 320, Fate{}).add(0, tuned, Window::fault, 320, Fate{});
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.exit_code, 3);
  EXPECT_EQ(only_check(verdict).reason, "no request met the fault");

  run.facts.experiments[0].injections.clear();
  EXPECT_EQ(judged(run).exit_code, 0);
}

TEST(Judge, ADirectArmToAnotherProviderIsAControl) {
  SmallRun run({"429 storm"}, {"without fallback", "tuned gateway"});
  run.ended(0).promise(0, direct, "failed == 0");
  run.facts.arms[direct].primary_provider = 1;
  run.add(0, direct, Window::fault, 320, Fate{Outcome::ok, 1s, 200, {{1, 1ms, 900ms, 200, ""}}});
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  EXPECT_EQ(only_check(judged(run)).ruling, Ruling::pass);
}

TEST(Judge, DroppedRecordsForbidAPassButNotAFail) {
  SmallRun run = storm();
  run.promise(0, tuned, "failed == 0").promise(0, tuned, "attempts.max <= 1");
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  run.facts.records_dropped = 1;
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.experiments[0].checks[0].ruling, Ruling::inconclusive);
  EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::fail);
  EXPECT_EQ(verdict.exit_code, 1);
}

TEST(Judge, AGeneratorThatCannotKeepItsPlanIsInconclusive) {
  SmallRun run = storm();
  run.promise(0, tuned, "failed == 0");
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  for (std::size_t at = 0; at < run.records.requests.size(); at += 20) {
    run.records.requests[at].sent = run.records.requests[at].intended + 21ms;
  }
  EXPECT_EQ(judged(run).exit_code, 3);
  run.facts.simulated = true;
  EXPECT_EQ(judged(run).exit_code, 0);
  run.add(0, tuned, Window::recovery, 1, Fate{Outcome::not_sent, 0s, 0, {}});
  EXPECT_EQ(only_check(judged(run)).reason, "requests not sent: 1");
}

TEST(Judge, UnattributedCallsSpoilAttemptsOnly) {
  SmallRun run = storm();
  run.promise(0, tuned, "attempts.max <= 3").promise(0, tuned, "failed == 0");
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  record::AttemptRecord stray = run.records.attempts.back();
  stray.ordinal.reset();
  run.records.attempts.push_back(stray);
  const Verdict verdict = judged(run);
  EXPECT_EQ(only_check(verdict).reason, "model calls without a marker: 1");
  EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::pass);
}

TEST(Judge, AnUnhealthyBaselineIsNotJudged) {
  SmallRun run = storm();
  run.promise(0, tuned, "failed == 0").promise(0, direct, "failed == 0");
  run.add(0, direct, Window::fault, 320, failed_with(429));
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  run.add(0, tuned, Window::baseline, 1, failed_with(503));  // 1 of 41
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.exit_code, 8);  // before the direct arm's fail
  EXPECT_EQ(only_check(verdict).reason, "1 of 41 failed before any fault");
  EXPECT_EQ(verdict.experiments[0].ruling, Ruling::baseline_unhealthy);
}

TEST(Judge, ADegradedBaselineIsUnhealthyToo) {
  SmallRun run = storm();
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  run.add(0, tuned, Window::baseline, 3, fell_back(1s));
  EXPECT_EQ(judged(run).exit_code, 8);
}

TEST(Judge, WhatRanBeforeAnInterruptionIsJudged) {
  SmallRun run({"429 storm", "hard 503s", "tar pit"}, {"without fallback", "tuned gateway"});
  run.healthy_around(0).ended(0).promise(0, tuned, "failed == 0");
  run.add(0, tuned, Window::fault, 320, fell_back(1s));
  run.healthy_around(1).promise(1, tuned, "failed == 0");
  run.facts.experiments[2].started.reset();
  run.facts.end = RunEnd::interrupted;
  const Verdict verdict = judged(run);
  EXPECT_EQ(verdict.exit_code, 5);
  EXPECT_EQ(verdict.experiments[0].ruling, Ruling::pass);
  EXPECT_EQ(verdict.experiments[1].ruling, Ruling::interrupted);
  EXPECT_EQ(verdict.experiments[1].checks[0].reason, "stopped before its end");
  EXPECT_EQ(verdict.experiments[2].ruling, Ruling::not_started);
  run.facts.end = RunEnd::aborted;
  EXPECT_EQ(judged(run).exit_code, 4);
  run.facts.end = RunEnd::broken;
  EXPECT_EQ(judged(run).exit_code, 6);
  run.facts.end = RunEnd::incomplete;
  EXPECT_EQ(judged(run).ruling, Ruling::incomplete);
}

TEST(Judge, ServedByIsAShareOfTheAnswers) {
  SmallRun run = storm();
  run.promise(0, tuned, "served_by.anthropic > 95%").promise(0, tuned, "failover.max >= 199ms");
  run.add(0, tuned, Window::fault, 100, fell_back(1s));
  run.add(0, tuned, Window::fault, 100, failed_with(503));
  const Verdict verdict = judged(run);
  EXPECT_EQ(only_check(verdict).ruling, Ruling::pass);
  EXPECT_EQ(only_check(verdict).n, 100U);
  EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::pass);
}

}  // namespace
}  // namespace gameday::verdict
