// Backoff, Retry-After and the deadline: exact virtual times.

#include <gtest/gtest.h>

#include "chain.hpp"
#include "policy/backoff.hpp"

namespace gameday::policy::test {
namespace {

TEST(Waiting, ACheapFailureWaitsOneBackoff) {
  Chain chain;
  const Result result = chain.ask({{"a", {status(500), answer()}}});
  EXPECT_EQ(result.trail, "p/a:500:100ms, p/a:200:100ms");
  EXPECT_EQ(result.took, 100ms + 200ms + 100ms);
}

TEST(Waiting, AShortHintIsWaitedForExactly) {
  Chain chain;
  EXPECT_EQ(chain.ask({{"a", {status(503, 700ms), answer()}}}).took, 100ms + 700ms + 100ms);
}

TEST(Waiting, ALongHintFailsOverNow) {
  Chain chain;
  const Result result = chain.ask({{"a", {status(503, 2s)}}});
  EXPECT_EQ(result.tries, "a L");
  EXPECT_EQ(result.took, 200ms);
}

TEST(Waiting, ParkedKeysWithAShortHintAreWaitedFor) {  // F01: a is free first
  Chain chain;
  const Result result =
      chain.ask({{"a", {status(429, 800ms), answer()}}, {"b", {status(429, 900ms)}}});
  EXPECT_EQ(result.tries, "a b a");
  EXPECT_EQ(result.took, 100ms + 800ms + 100ms);
}

TEST(Waiting, OnTheLastTargetAnyHintIsWaitedForWithinTheDeadline) {
  Chain alone(Chain::once(), 60s, false);
  const Script script = {{"a", {status(429, 20s), answer()}}, {"b", {status(429, 30s)}}};
  const Result result = alone.ask(script);
  EXPECT_EQ(result.tries, "a b a");
  EXPECT_EQ(result.took, 100ms + 20s + 100ms);

  Chain hurried(Chain::once(), 15s, false);
  const Result failed = hurried.ask(script);
  EXPECT_EQ(failed.tries, "a b");
  EXPECT_EQ(failed.took, 200ms);  // a wait that cannot help is not begun
  EXPECT_EQ(failed.failure->status, 429);
  EXPECT_EQ(failed.failure->retry_after, 20s - 100ms);  // the soonest key
}

TEST(Waiting, WithoutAHintAKeyIsParkedFiveSecondsDoublingToSixty) {  // F02
  Retry never_again = Chain::once();
  never_again.max = 0;
  Chain chain(never_again);
  const Script storm = {{"a", {status(429)}}, {"b", {status(429)}}};
  int round = 0;
  for (const Duration park : {5s, 10s, 20s, 40s, 60s, 60s}) {
    EXPECT_EQ(chain.ask(storm).tries, round % 2 == 0 ? "a b L" : "b a L");
    ++round;
    chain.wait(park - 400ms);
    EXPECT_EQ(chain.ask(storm).tries, "L") << to_seconds(park);
    chain.wait(400ms);
  }
  EXPECT_EQ(chain.ask({}).tries, "a");  // and once it works …
  EXPECT_EQ(chain.ask({}).tries, "b");
  EXPECT_EQ(chain.ask(storm).tries, "a b L");
  chain.wait(5s);
  EXPECT_EQ(chain.ask(storm).tries, "b a L");  // … it starts from five again
}

TEST(Waiting, AnIgnoredHintParksLikeNone) {
  Retry naive = Chain::once();
  naive.retry_after = RetryAfter::ignore;
  Chain chain(naive);
  EXPECT_EQ(chain.ask({{"a", {status(429, 500ms)}}, {"b", {status(429, 500ms)}}}).tries, "a b L");
  EXPECT_EQ(chain.ask({{"a", {status(503, 30s), answer()}}}).tries, "L");
}

TEST(Waiting, TheUntunedGatewayTakesSeventeenSecondsToLeave) {
  Retry untuned;
  untuned.max = 6;
  untuned.base = 500ms;
  untuned.ceiling = 5s;
  untuned.jitter = Jitter::none;
  untuned.on_rate_limit = true;
  untuned.retry_after = RetryAfter::ignore;
  Chain chain(untuned, std::nullopt);
  const Script storm = {{"a", {status(429, 20s)}}, {"b", {status(429, 20s)}}};
  const Result result = chain.ask(storm);
  EXPECT_EQ(result.tries, "a a a a a a a L");
  EXPECT_EQ(result.took, 8 * 100ms + 17500ms);
  EXPECT_EQ(chain.ask(storm).tries, "b b b b b b b L");  // it parks nothing
  const Play broke = said(429, "insufficient_quota", "insufficient_quota");
  EXPECT_EQ(chain.ask({{"a", {broke}}}).tries, "a a a a a a a L");  // F03: nor benches it
}

TEST(Waiting, TheDeadlineEndsATryAndTheChain) {
  Chain chain(Chain::once(), 1s);
  Play slow = status(500);
  slow.takes = 700ms;
  const Result result = chain.ask({{"a", {slow}}});  // 700 ms, 200 ms, then 100 ms are left
  EXPECT_EQ(result.trail, "p/a:500:700ms, p/a:deadline:100ms");
  EXPECT_EQ(result.took, 1s);
  EXPECT_EQ(result.failure->kind, FailureKind::deadline);
}

TEST(Waiting, NoOtherKeyIsTriedAfterTheDeadline) {
  Chain chain(Chain::once(), 1s);
  Play late = status(429, 20s);
  late.takes = 1s;  // its answer and the deadline come at the same instant
  EXPECT_EQ(chain.ask({{"a", {late}}}).tries, "a");
}

TEST(Waiting, ABackoffThatTheDeadlineWouldCutIsNotBegun) {
  Chain chain(Chain::once(), 1s);
  Play slow = status(500);
  slow.takes = 900ms;
  const Result result = chain.ask({{"a", {slow}}});
  EXPECT_EQ(result.tries, "a L");  // 100 ms are left: no room for 200 ms, but for the lifeboat
}

TEST(Waiting, AClientThatLeavesEndsTriesAndBackoffs) {
  Chain chain;
  const Result in_try = chain.ask_and_leave({}, 40ms);
  EXPECT_EQ(in_try.trail, "p/a:cancelled:40ms");
  EXPECT_EQ(in_try.took, 40ms);
  const Result in_backoff = chain.ask_and_leave({{"b", {status(500)}}}, 150ms);
  EXPECT_EQ(in_backoff.trail, "p/b:500:100ms");
  EXPECT_EQ(in_backoff.took, 150ms);
  EXPECT_EQ(in_backoff.failure->kind, FailureKind::cancelled);
}

TEST(Waiting, TimersMayBeRetriedByName) {
  Retry patient = Chain::once();
  patient.on_timeout = true;
  Chain chain(patient);
  Play silent;
  silent.takes = 1h;
  EXPECT_EQ(chain.ask({{"a", {silent}}}).took, 4s + 200ms + 4s + 100ms);
}

TEST(Waiting, ManyTriesAreBoundedByKeysAndRetries) {  // F55
  Chain chain;
  const Script storm = {{"a", {status(429, 0s)}}, {"b", {status(429, 0s)}}, {"L", {status(500)}}};
  EXPECT_EQ(chain.ask(storm).tries, "a b b L L");
  const Description description = chain.describe();
  EXPECT_EQ(description.attempts, 3U + 2U);
  EXPECT_EQ(description.time, 60s);
}

TEST(Waiting, TheWorstCaseWithoutADeadlineIsEveryTryAndEveryWait) {
  Retry untuned = Chain::once();
  untuned.on_rate_limit = true;
  untuned.retry_after = RetryAfter::ignore;
  untuned.jitter = Jitter::equal_20;
  const Description description = Chain(untuned, std::nullopt).describe();
  EXPECT_EQ(description.time, 3 * 4s + 240ms + 2 * 4s + 240ms);
  EXPECT_EQ(Chain(Chain::once(), std::nullopt).describe().time, 5 * 4s + 1s + 1h);
}

TEST(Backoff, JitterStaysInItsBand) {
  Retry options;
  options.base = 1s;
  options.ceiling = 3s;
  Rng rng(1);
  for (int i = 0; i < 200; ++i) {
    options.jitter = Jitter::full;
    EXPECT_LE(backoff(options, 0, rng), 1s);
    options.jitter = Jitter::equal_20;
    const Duration wait = backoff(options, 5, rng);
    EXPECT_GE(wait, 2400ms);
    EXPECT_LE(wait, 3600ms);
  }
}

}  // namespace
}  // namespace gameday::policy::test
