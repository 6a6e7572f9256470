#include "policy/budget.hpp"

#include <gtest/gtest.h>

#include "chain.hpp"

namespace gameday::policy::test {
namespace {

BudgetOptions budget(std::uint32_t percent, std::uint32_t per_second) {
  BudgetOptions options;
  options.percent = percent;
  options.per_second = per_second;
  return options;
}

TEST(Budget, ARequestPaysAShareOfARetry) {
  Budget one(budget(20, 0));
  EXPECT_FALSE(one.try_withdraw(run_start));
  for (int request = 0; request < 4; ++request) {
    one.deposit(run_start);
    EXPECT_FALSE(one.try_withdraw(run_start));
  }
  one.deposit(run_start);
  EXPECT_EQ(one.left(run_start), 1U);
  EXPECT_TRUE(one.try_withdraw(run_start));
  EXPECT_FALSE(one.try_withdraw(run_start));
  EXPECT_EQ(one.counts().refused, 6U);
}

TEST(Budget, TheReserveIsThereBeforeAnybodyHasPaid) {
  Budget one(budget(0, 2));  // 20 in ten seconds
  for (int retry = 0; retry < 20; ++retry) {
    EXPECT_TRUE(one.try_withdraw(run_start + 3s));
  }
  EXPECT_FALSE(one.try_withdraw(run_start + 3s));
  EXPECT_EQ(one.left(run_start + 13999ms), 0U);
  EXPECT_EQ(one.left(run_start + 14s), 20U);  // what was taken out is forgotten
  EXPECT_TRUE(one.try_withdraw(run_start + 14s));
}

TEST(Budget, WhatWasPaidInIsGoneAfterTheWindow) {
  Budget one(budget(100, 0));
  one.deposit(run_start + 500ms);
  EXPECT_EQ(one.left(run_start + 10999ms), 1U);
  EXPECT_EQ(one.left(run_start + 11s), 0U);  // with its slice of a second
  one.deposit(run_start + 1h);
  EXPECT_EQ(one.left(run_start + 1h), 1U);
}

TEST(Budget, NoWindowTakesOutTheReserveTwice) {
  Budget one(budget(0, 2));
  const TimePoint late_in_its_slice = run_start + 999ms;
  for (int retry = 0; retry < 20; ++retry) {
    EXPECT_TRUE(one.try_withdraw(late_in_its_slice));
  }
  EXPECT_FALSE(one.try_withdraw(late_in_its_slice + 10s - 1ns));
  EXPECT_TRUE(one.try_withdraw(late_in_its_slice + 10s + 1ms));
}

TEST(Budget, WhatIsGivenBackMayBeTakenOutAgain) {
  Budget one(budget(100, 0));
  one.deposit(run_start);
  one.deposit(run_start + 5s);
  EXPECT_TRUE(one.try_withdraw(run_start + 5s));
  EXPECT_TRUE(one.try_withdraw(run_start + 6s));
  one.give_back(run_start + 5s);
  EXPECT_EQ(one.left(run_start + 6s), 1U);
  EXPECT_TRUE(one.try_withdraw(run_start + 6s));
  one.deposit(run_start + 1h);
  one.give_back(run_start + 6s);  // nobody remembers that it was taken
  EXPECT_EQ(one.left(run_start + 1h), 1U);
}

TEST(Budget, WithoutRoomATargetIsLeftAtOnceWithItsOwnFailure) {
  Chain chain(Chain::once(), 60s, true, {}, budget(0, 0));
  const Result result = chain.ask({{"a", {status(500)}}, {"L", {status(503)}}});
  EXPECT_EQ(result.tries, "a L");
  EXPECT_EQ(result.took, 200ms);
  EXPECT_EQ(result.failure->kind, FailureKind::status);
  EXPECT_EQ(result.failure->status, 500);
}

TEST(Budget, AnotherKeyAndAnotherTargetCostNothing) {
  Chain chain(Chain::once(), 60s, true, {}, budget(0, 0));
  const Script storm = {{"a", {status(429, 20s)}}, {"b", {status(401)}}};
  EXPECT_EQ(chain.ask(storm).tries, "a b L");
}

TEST(Budget, AWaitForAParkedKeyIsARetryToo) {
  Chain chain(Chain::once(), 60s, false, {}, budget(0, 0));
  const Script storm = {{"a", {status(429, 300ms)}}, {"b", {status(429, 300ms)}}};
  const Result result = chain.ask(storm);
  EXPECT_EQ(result.tries, "a b");
  EXPECT_EQ(result.took, 200ms);
  EXPECT_EQ(result.failure->status, 429);
  EXPECT_EQ(result.failure->retry_after, 200ms);  // a is back first
}

TEST(Budget, ARetryThatTheClientDidNotWaitForIsPaidBack) {
  Chain chain(Chain::once(), 60s, false, {}, budget(100, 0));
  const Script script = {{"a", {status(500)}}, {"b", {status(500)}}};
  EXPECT_EQ(chain.ask_and_leave(script, 150ms).tries, "a");
  EXPECT_EQ(chain.retries_left(), 1U);
}

TEST(Budget, ARetryThatABreakerRefusesIsPaidBack) {
  BreakerOptions touchy;
  touchy.window = touchy.min_calls = 1;
  Chain chain(Chain::once(), 60s, false, touchy, budget(100, 0));
  Play slowly = status(500);
  slowly.takes = 1s;
  const Script dead = {{"a", {status(500)}}, {"b", {slowly}}};
  EXPECT_EQ(chain.ask(dead).tries, "a a b");  // a has opened, b opens later
  EXPECT_EQ(chain.retries_left(), 0U);
  chain.wait(4200ms);  // a may be probed, b is open still
  EXPECT_EQ(chain.ask(dead).tries, "b a a b");
  EXPECT_EQ(chain.retries_left(), 1U);
}

TEST(Budget, AHedgeThatABreakerRefusesIsPaidBack) {
  BreakerOptions touchy;
  touchy.window = touchy.min_calls = 1;
  Chain chain(Chain::once(), 60s, true, touchy, {}, HedgeOptions{1s, 1s, 100});
  Play late = answer();
  late.takes = 2s;
  EXPECT_EQ(chain.ask({{"a", {late}}, {"L", {status(500)}}}).tries, "a L L");
  EXPECT_EQ(chain.hedges_left(), 0U);
  EXPECT_EQ(chain.ask({{"b", {late}}}).tries, "b L");
  EXPECT_EQ(chain.hedges_left(), 1U);
}

TEST(Budget, OfManyRequestsOnlyTheShareIsTriedAgain) {
  Chain chain(Chain::once(), 60s, false, {}, budget(50, 0));
  std::string tries;
  for (int request = 0; request < 6; ++request) {
    tries += chain.ask({{"a", {status(500)}}, {"b", {status(500)}}}).tries + ',';
  }
  EXPECT_EQ(tries, "a,b b,a,b b,a,b b,");
}

}  // namespace
}  // namespace gameday::policy::test
