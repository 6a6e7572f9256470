// The retry budget as providers meet it: an outage at a high rate is not asked twice as often.

#include <string>

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "rig.hpp"
#include "rt/error.hpp"

namespace gameday::gateway::test {
namespace {

rt::awaitable<void> ask_once(Rig& rig, std::size_t& answers) {
  const http::Response response = co_await rig.ask();
  answers += response.head.status == 503 ? 1U : 0U;
}

/// Open loop: the next one never waits for the last answer.
rt::awaitable<std::size_t> ask_at(Rig& rig, int count, Duration every) {
  rt::TaskGroup clients(rig.world().executor);
  std::size_t answers = 0;
  for (int i = 0; i < count; ++i) {
    clients.spawn("a client", ask_once(rig, answers));
    rt::Bound bound;
    co_await rt::sleep(rig.world(), bound.tighter(rig.world().now() + every, rt::Limit::none));
  }
  co_await clients.join(rt::Bound());
  co_return answers;
}

/// One target that is down; nothing but the budget limits how often it is asked again.
Options outage(std::uint32_t per_second) {
  Options options = tuned();
  options.chain.pop_back();
  options.providers[0].breaker.reset();
  options.providers[0].retry.max = 3;
  options.budget->per_second = per_second;
  return options;
}

TEST(RetryBudget, AFullOutageIsAskedForAShareMore) {
  Rig rig(outage(1));
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const std::size_t answers = co_await ask_at(r, 1000, 5ms);  // 200 a second for 5 s
    EXPECT_EQ(answers, 1000U);
    EXPECT_GT(r.openai.seen.size(), 1150U);
    EXPECT_LE(r.openai.seen.size(), 1000U + 200U + 10U);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("gameday_gateway_retry_budget_left 0"), std::string::npos) << metrics;
    EXPECT_EQ(metrics.find("gameday_gateway_retry_budget_refused_total 0"), std::string::npos);
    EXPECT_NE(metrics.find("gameday_gateway_retry_budget_refused_total"), std::string::npos);
  });
}

TEST(RetryBudget, WithoutItEveryRetryIsMade) {
  Options options = outage(1);
  options.budget.reset();
  Rig rig(options);
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const std::size_t answers = co_await ask_at(r, 1000, 5ms);
    EXPECT_EQ(answers, 1000U);
    EXPECT_EQ(r.openai.seen.size(), 4000U);
    const std::string metrics = co_await r.metrics();
    EXPECT_EQ(metrics.find("retry_budget"), std::string::npos);
  });
}

TEST(RetryBudget, WhoeverIsRefusedIsToldWhatTheProviderSaid) {
  Options options = outage(0);
  options.budget->percent = 0;
  Rig rig(options);
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_LE(r.took(), 10);  // without the wait of 200 ms
    EXPECT_EQ(response.head.status, 503);
    EXPECT_EQ(llm::read_error(response.body)->code, "server_is_overloaded");
    EXPECT_EQ(tries(response), "openai/a:503");
  });
}

}  // namespace
}  // namespace gameday::gateway::test
