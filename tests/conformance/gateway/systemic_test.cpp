// F54 to F56: what a failure of one cell, or of nobody's, leaves behind in the gateway.

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"
#include "stage.hpp"
#include "trials.hpp"

namespace gameday::test {
namespace {

/// The gateway's words after 40 requests under that injection.
std::string metrics_after(const std::string& injection, gateway::Options options) {
  ExpectedRow row{"F54", injection, {"-", "-"}, {}, "40th request", SetUp{}};
  row.set_up->requests = 40;
  rt::VirtualWorld memory{Seed(1)};
  Stage stage(memory.world(), row, std::move(options));
  memory.run(stage.play(false));
  EXPECT_TRUE(stage.met_fault()) << injection;
  return stage.metrics();
}

/// 0 closed, 1 half open, 2 open.
std::string breaker(const std::string& metrics, const std::string& cell) {
  const std::string line = "gameday_gateway_breaker_state{" + cell + "} ";
  const std::size_t at = metrics.find(line);
  return at == std::string::npos ? "none" : metrics.substr(at + line.size(), 1);
}

constexpr const char* mini_a = R"(provider="openai",model="gpt-4o-mini",key="a")";
constexpr const char* mini_b = R"(provider="openai",model="gpt-4o-mini",key="b")";
constexpr const char* large_a = R"(provider="openai",model="gpt-4o",key="a")";
constexpr const char* large_b = R"(provider="openai",model="gpt-4o",key="b")";
constexpr const char* lifeboat = R"(provider="anthropic",model="claude-haiku-4-5",key="a")";

TEST(Systemic, OnlyTheFailingKeyIsGivenUp) {  // F54
  const std::string metrics =
      metrics_after("{key: env.OPENAI_KEY_A, fault: overloaded}", default_gateway());
  EXPECT_EQ(breaker(metrics, mini_a), "2") << metrics;
  EXPECT_EQ(breaker(metrics, mini_b), "0");
  EXPECT_EQ(breaker(metrics, lifeboat), "0");
}

TEST(Systemic, OnlyTheFailingModelIsGivenUp) {  // F54
  gateway::Options options = default_gateway();
  options.chain.insert(options.chain.begin() + 1, {"openai", "gpt-4o"});
  const std::string metrics =
      metrics_after("{model: gpt-4o-mini, fault: overloaded}", std::move(options));
  EXPECT_EQ(breaker(metrics, mini_a), "2") << metrics;
  EXPECT_EQ(breaker(metrics, mini_b), "2");
  EXPECT_EQ(breaker(metrics, large_a), "0");  // on the same keys
  EXPECT_EQ(breaker(metrics, large_b), "0");
  EXPECT_NE(metrics.find(R"(gameday_gateway_requests_total{outcome="ok"} 40)"), std::string::npos);
  EXPECT_EQ(metrics.find(R"(attempts_total{provider="anthropic")"), std::string::npos);
}

TEST(Systemic, WhatIsNobodysFaultOpensNothing) {  // F56
  for (const char* injection : {"{respond: {error: context}}", "{respond: {error: bad-param}}",
                                "{fault: key-revoked, key: env.OPENAI_KEY_A}"}) {
    const std::string metrics = metrics_after(injection, default_gateway());
    for (const char* cell : {mini_a, mini_b, lifeboat}) {
      EXPECT_EQ(breaker(metrics, cell), "0") << injection;
    }
  }
}

}  // namespace
}  // namespace gameday::test
