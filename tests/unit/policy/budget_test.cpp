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
  EXPECT_EQ(one.counts().withdrawn, 1U);
  EXPECT_EQ(one.counts().refused, 6U);
}

TEST(Budget, TheReserveIsThereBeforeAnybodyHasPaid) {
  Budget one(budget(0, 2));  // 20 in ten seconds
  for (int retry = 0; retry < 20; ++retry) {
    EXPECT_TRUE(one.try_withdraw(run_start + 3s));
  }
  EXPECT_FALSE(one.try_withdraw(run_start + 3s));
  EXPECT_EQ(one.left(run_start + 12999ms), 0U);
  EXPECT_EQ(one.left(run_start + 13s), 20U);  // what was taken out is forgotten
  EXPECT_TRUE(one.try_withdraw(run_start + 13s));
}

TEST(Budget, WhatWasPaidInIsGoneAfterTheWindow) {
  Budget one(budget(100, 0));
  one.deposit(run_start + 500ms);
  EXPECT_EQ(one.left(run_start + 9999ms), 1U);
  EXPECT_EQ(one.left(run_start + 10s), 0U);  // with its slice of a second
  one.deposit(run_start + 1h);
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
