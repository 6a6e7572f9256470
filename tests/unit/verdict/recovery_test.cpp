// After the fault: how long until an arm is well, what its recovery window promises, and who came
// back before its Retry-After had run out.

#include "verdict/recovery.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "support/small_run.hpp"
#include "verdict/judge.hpp"
#include "verdict/retry_hints.hpp"

namespace gameday::verdict {
namespace {

using record::AttemptRecord;
using record::Outcome;
using record::Window;
using test::failed_with;
using test::Fate;
using test::fell_back;
using test::SmallRun;

// One request a second; `.` well, `x` not, a blank: nobody asked.
std::optional<Duration> recovered(std::string_view seconds, Duration window) {
  std::vector<Aftermath> requests;
  for (std::size_t at = 0; at < seconds.size(); ++at) {
    if (seconds[at] != ' ') {
      requests.push_back({at * 1s, seconds[at] == '.'});
    }
  }
  return recovery_time(requests, window);
}

TEST(RecoveryTime, IsWhereTheFirstFiveGoodSecondsBegin) {
  EXPECT_EQ(recovered("..........", 10s), 0s);
  EXPECT_EQ(recovered("xx........", 10s), 1s);  // from the last bad one on
  EXPECT_EQ(recovered("x...x.....", 10s), 4s);
  EXPECT_EQ(recovered("x....x....", 10s), 0s);  // five good seconds, then it broke again
  EXPECT_EQ(recovered(".....x....", 10s), 0s);
  EXPECT_EQ(recovered("....x.....", 10s), 4s);
}

TEST(RecoveryTime, IsNeverWhenTheWindowEndsFirst) {
  EXPECT_EQ(recovered("xxxxxxxxxx", 10s), forever);
  EXPECT_EQ(recovered("xxxxxx....", 10s), 5s);       // up to the end exactly
  EXPECT_EQ(recovered("xxxxxxx...", 10s), forever);  // four seconds are not five
}

TEST(RecoveryTime, SilenceProvesNothing) {
  EXPECT_EQ(recovered("", 10s), std::nullopt);
  EXPECT_EQ(recovered("....", 4s), std::nullopt);    // no five seconds in it
  EXPECT_EQ(recovered("x         ", 10s), forever);  // nobody asked after it
  EXPECT_EQ(recovered("x       x.    .", 15s), 8s);
  EXPECT_EQ(recovered("       .  ", 10s), 0s);  // a slow load, but well
}

SmallRun storm() {
  SmallRun run({"429 storm"}, {"tuned gateway"});
  run.ended(0).add(0, 0, Window::baseline, 40, Fate{});
  run.add(0, 0, Window::fault, 320, fell_back(1s));
  return run;
}

Verdict judged(const SmallRun& run) {
  return judge(run.facts, summarise(run.facts, run.records));
}

// Requests come every 125 ms: the 17th is due 2 s after the fault's end.
TEST(Recovery, DegradedAnswersAreNotWellYet) {
  SmallRun run = storm();
  run.promise_recovery(0, 0, "recovery_time <= 2s").promise(0, 0, "recovery_time < 2s");
  run.add(0, 0, Window::recovery, 17, fell_back(1s)).add(0, 0, Window::recovery, 120, Fate{});
  const Verdict verdict = judged(run);
  const CheckResult& in_expect = verdict.experiments[0].checks[0];
  EXPECT_EQ(in_expect.window, Window::recovery);
  EXPECT_EQ(in_expect.ruling, Ruling::fail);
  EXPECT_DOUBLE_EQ(in_expect.observed->value, 2);
  EXPECT_EQ(verdict.experiments[0].checks[1].ruling, Ruling::pass);
}

TEST(Recovery, NeverIsInfinite) {
  SmallRun run = storm();
  run.promise_recovery(0, 0, "recovery_time <= 15s");
  run.add(0, 0, Window::recovery, 120, failed_with(503));
  const CheckResult check = judged(run).experiments[0].checks[0];
  EXPECT_TRUE(std::isinf(check.observed->value));
  EXPECT_EQ(check.ruling, Ruling::fail);
}

TEST(Recovery, ItsPromisesAreJudgedOnItsWindow) {
  SmallRun run = storm();
  run.promise(0, 0, "degraded == 0").promise_recovery(0, 0, "degraded == 0");
  run.promise_recovery(0, 0, "p95 <= 600ms");
  run.add(0, 0, Window::recovery, 120, Fate{});
  const auto checks = judged(run).experiments[0].checks;
  ASSERT_EQ(checks.size(), 3U);
  EXPECT_EQ(checks[0].ruling, Ruling::fail);
  EXPECT_EQ(checks[0].window, Window::fault);
  EXPECT_EQ(checks[1].ruling, Ruling::pass);
  EXPECT_EQ(checks[1].window, Window::recovery);
  EXPECT_EQ(checks[1].n, 120U);
  EXPECT_DOUBLE_EQ(checks[2].observed->value, 0.6);
}

struct Call {
  Duration at{};
  std::string key = "a#1";
  std::optional<Duration> retry_after = std::nullopt;
  Duration took = 100ms;
  std::optional<std::uint32_t> request = std::nullopt;  // of its own, if not said
};

std::vector<std::uint32_t> soon(const std::vector<Call>& calls) {
  std::vector<AttemptRecord> attempts;
  for (const Call& call : calls) {
    const auto nth = static_cast<std::uint32_t>(attempts.size());
    AttemptRecord& attempt = attempts.emplace_back();
    attempt.nth = nth;
    attempt.ordinal = call.request.value_or(100 + nth);
    attempt.model_call = true;
    attempt.key = call.key;
    const TimePoint arrived = run_start + call.at;
    attempt.arrived = arrived;
    attempt.answered = arrived + call.took;
    attempt.ended = arrived + call.took;
    attempt.retry_after = call.retry_after;
  }
  std::vector<std::uint32_t> out;
  for (const AttemptRecord* attempt : too_soon(attempts)) {
    out.push_back(attempt->nth);
  }
  return out;
}

using Ordinals = std::vector<std::uint32_t>;

TEST(RetryAfter, IsOverWhenItHasRunOut) {
  // Told at 1.1 s to wait 5 s: until 6.1 s.
  EXPECT_EQ(soon({{1s, "a", 5s}, {6s, "a"}, {6100ms, "a"}}), (Ordinals{1}));
}

TEST(RetryAfter, BindsOneKeyAndNothingUnderWay) {
  EXPECT_EQ(soon({{1s, "a", 5s}, {2s, "b"}}), Ordinals{});
  EXPECT_EQ(soon({{1s, "a", 5s, 2s}, {2s, "a"}, {3100ms, "a"}}), (Ordinals{2}));
}

// A proxy that answers at once tells at the very instant of the arrival.
TEST(RetryAfter, AHintIsNotBrokenByItsOwnAttempt) {
  EXPECT_EQ(soon({{1s, "a", 5s, 0s}, {1s, "a", 5s, 0s}, {1s, "a", 5s, 0s}}), Ordinals{});
}

// 10 ms later: whoever was told knows it, others may not have heard of it yet.
TEST(RetryAfter, TheRequestThatWasToldKnowsAtOnce) {
  const Call told{1s, "a", 5s, 0s, 7};
  EXPECT_EQ(soon({told, {1010ms, "a", std::nullopt, 0s, 7}}), (Ordinals{1}));
  EXPECT_EQ(soon({told, {1010ms, "a", std::nullopt, 0s, 8}}), Ordinals{});
  EXPECT_EQ(soon({told, {1020ms, "a", std::nullopt, 0s, 8}}), (Ordinals{1}));
}

TEST(RetryAfter, TheHintThatRunsOutLastCounts) {
  EXPECT_EQ(soon({{1s, "a", 9s}, {2s, "a", 1s}, {5s, "a"}, {11s, "a"}}), (Ordinals{1, 2}));
}

TEST(RetryAfter, IsCountedInTheWindowOfWhoCameTooSoon) {
  SmallRun run({"429 storm"}, {"tuned gateway"});
  run.ended(0).promise(0, 0, "retry_after.violations == 0");
  run.add(0, 0, Window::baseline, 40, Fate{});
  run.add(0, 0, Window::fault, 3, fell_back(1s));
  for (AttemptRecord& attempt : run.records.attempts) {
    if (attempt.status == 429) {
      attempt.retry_after = 1s;
    }
  }
  // At 5, 5.125 and 5.25 s; the first is answered at 5.151 s.
  const CheckResult check = judged(run).experiments[0].checks[0];
  EXPECT_DOUBLE_EQ(check.observed->value, 1);
  EXPECT_EQ(check.n, 3U);
  EXPECT_EQ(check.ruling, Ruling::fail);
  for (AttemptRecord& attempt : run.records.attempts) {
    attempt.retry_after.reset();
  }
  EXPECT_EQ(judged(run).experiments[0].checks[0].reason, "no answer had a Retry-After");
}

// A guard may end one experiment, whatever becomes of the run.
TEST(Judge, AnAbortedExperimentIsAborted) {
  SmallRun run = storm();
  run.promise(0, 0, "failed == 0");
  record::Event event;
  event.kind = record::Event::Kind::aborted;
  event.text = "tuned gateway: failed > 80% for 20 s";
  run.records.events.push_back(event);
  Verdict verdict = judged(run);
  EXPECT_EQ(verdict.exit_code, 4);
  EXPECT_EQ(verdict.experiments[0].ruling, Ruling::aborted);
  EXPECT_EQ(verdict.experiments[0].reasons.front(), "aborted: " + event.text);
  EXPECT_EQ(verdict.experiments[0].checks[0].reason, "stopped before its end");
  run.facts.end = RunEnd::aborted;
  run.facts.end_reason = event.text;
  verdict = judged(run);
  EXPECT_EQ(verdict.exit_code, 4);
  EXPECT_EQ(verdict.reasons.front(), event.text);
  EXPECT_TRUE(verdict.experiments[0].reasons.empty());  // said once
}

}  // namespace
}  // namespace gameday::verdict
