// Bifrost's long form: what it says is read, what it leaves out is as Bifrost has it.

#include "config/bifrost.hpp"

#include <gtest/gtest.h>

#include "config/secrets.hpp"

namespace gameday::config {
namespace {

std::optional<std::string> no_variable(const std::string&) {
  return std::nullopt;
}

struct Read {
  std::optional<gateway::Options> options;
  std::string said;  // a line a problem
};

Read read(std::string_view json, std::optional<gateway::Form> defaults_of = {}) {
  Problems problems("bifrost.json");
  Read result;
  result.options = parse_gateway(json, no_variable, problems, defaults_of);
  for (const Problem& problem : problems.list()) {
    result.said += to_line(problem) + '\n';
  }
  return result;
}

constexpr std::string_view whole = R"({"providers": {
  "openai": {"keys": [
     {"name": "a", "value": "env.OPENAI_KEY_A", "models": ["*"], "weight": 0.5},
     {"id": "2", "name": "off", "value": "env.OFF", "models": ["*"], "weight": 1, "enabled": false},
     {"name": "b", "value": "env.OPENAI_KEY_B", "models": ["gpt-4o-mini"], "weight": 0.25}],
   "network_config": {"base_url": "http://127.0.0.1:9001/", "max_retries": 1,
     "default_request_timeout_in_seconds": 4, "stream_idle_timeout_in_seconds": 5,
     "retry_backoff_initial": 200, "retry_backoff_max": "1s"},
   "concurrency_and_buffer_size": {"concurrency": 200, "buffer_size": 400}},
  "anthropic": {"keys": [{"name": "a", "value": "env.ANTHROPIC_KEY", "models": ["*"], "weight": 1}]}},
 "governance": {"routing_rules": [{"targets": [{"provider": "openai", "model": "gpt-4o-mini",
   "weight": 1}], "fallbacks": ["anthropic/claude-haiku-4-5"]}]}})";

TEST(Bifrost, WhatItSaysIsRead) {
  const auto [options, said] = read(whole);
  ASSERT_TRUE(options) << said;
  EXPECT_EQ(options->form, gateway::Form::bifrost);
  const gateway::Provider& openai = options->providers.at(0);
  EXPECT_EQ(openai.base_url, "http://127.0.0.1:9001/v1");  // Bifrost adds /v1, our base URL has it
  ASSERT_EQ(openai.keys.size(), 2U);                       // the one that is off is left out
  EXPECT_EQ(openai.keys[0].source, "env.OPENAI_KEY_A");
  EXPECT_EQ(openai.keys[0].weight, 500U);
  EXPECT_TRUE(openai.keys[0].models.empty());
  EXPECT_EQ(openai.keys[1].weight, 250U);
  EXPECT_EQ(openai.keys[1].models, std::vector<std::string>{"gpt-4o-mini"});
  EXPECT_EQ(openai.timeouts.unary_attempt, 4s);
  EXPECT_EQ(openai.timeouts.headers, 4s);
  EXPECT_EQ(openai.timeouts.attempt, forever);  // a stream that goes on may
  EXPECT_EQ(openai.timeouts.idle, 5s);
  EXPECT_EQ(openai.timeouts.first_token, 5s);
  EXPECT_EQ(openai.retry.max, 1U);
  EXPECT_EQ(openai.retry.base, 200ms);
  EXPECT_EQ(openai.retry.ceiling, 1s);
  ASSERT_TRUE(openai.concurrency);
  EXPECT_EQ(openai.concurrency->limit, 200U);
  EXPECT_EQ(openai.concurrency->queue, 400U);
  EXPECT_EQ(openai.concurrency->queue_time, forever);
  EXPECT_FALSE(options->providers[1].concurrency);
  EXPECT_FALSE(options->budget);
  ASSERT_EQ(options->chain.size(), 2U);
  EXPECT_EQ(options->chain[0].provider, "openai");
  EXPECT_EQ(options->chain[1].model, "claude-haiku-4-5");
  EXPECT_EQ(
      said,
      "bifrost.json:1:1: warning: this is Bifrost's long form: our gateway does what it says, "
      "with Bifrost's defaults for the rest (30 s a try, 60 s of silence in a stream, no "
      "retry, Retry-After ignored, no deadline)\n");
}

TEST(Bifrost, WhatItLeavesOutIsAsBifrostHasIt) {
  const auto [options, said] = read(whole);
  ASSERT_TRUE(options) << said;
  EXPECT_FALSE(options->deadline);
  const gateway::Provider& anthropic = options->providers.at(1);
  EXPECT_EQ(anthropic.dialect, llm::Dialect::anthropic);
  EXPECT_EQ(anthropic.timeouts.unary_attempt, 30s);
  EXPECT_EQ(anthropic.timeouts.headers, 30s);
  EXPECT_EQ(anthropic.timeouts.idle, 60s);
  EXPECT_EQ(anthropic.retry.max, 0U);
  EXPECT_EQ(anthropic.retry.base, 500ms);
  EXPECT_EQ(anthropic.retry.ceiling, 5s);
  EXPECT_EQ(anthropic.retry.jitter, gateway::Jitter::equal_20);
  EXPECT_EQ(anthropic.retry.retry_after, gateway::RetryAfter::ignore);
  EXPECT_TRUE(anthropic.retry.on_rate_limit);
}

TEST(Bifrost, OursMayHoldInstead) {
  const auto [options, said] = read(whole, gateway::Form::gameday);
  ASSERT_TRUE(options) << said;
  EXPECT_EQ(options->form, gateway::Form::bifrost);
  EXPECT_EQ(options->deadline, 60s);
  EXPECT_EQ(options->providers.at(1).retry.max, 1U);
  EXPECT_EQ(options->providers.at(1).timeouts.first_token, 4s);
  EXPECT_EQ(options->providers.at(0).retry.max, 1U);
  EXPECT_NE(said.find("gameday's defaults for the rest"), std::string::npos);
}

TEST(Bifrost, TheShortFormMayHaveItsDefaults) {
  const auto [options, said] =
      read(R"({"providers": {"openai": {"keys": ["env.A"]}}, "fallbacks": ["openai/m"]})",
           gateway::Form::bifrost);
  ASSERT_TRUE(options) << said;
  EXPECT_EQ(options->form, gateway::Form::gameday);
  EXPECT_FALSE(options->deadline);
  EXPECT_EQ(options->providers.at(0).timeouts.unary_attempt, 30s);
}

TEST(Bifrost, WhatItKnowsAndWeDoNotIsOneWarning) {
  const auto [options, said] = read(R"({"$schema": "https://www.getbifrost.ai/schema", "version": 1,
    "client": {"drop_excess_requests": true}, "encryption_key": "env.K",
    "providers": {"vllm": {"custom_provider_config": {"base_provider_type": "openai"},
      "keys": [{"value": "env.A"}], "proxy_config": {},
      "network_config": {"allow_private_network": true}}},
    "governance": {"virtual_keys": [], "routing_rules": [
      {"cel_expression": "model == 'x'", "targets": [{"provider": "vllm", "model": "x"}]},
      {"name": "rest", "targets": [{"provider": "vllm", "model": "a", "weight": 0.2},
                                   {"provider": "vllm", "model": "b", "weight": 0.8}]}]}})");
  ASSERT_TRUE(options) << said;
  ASSERT_EQ(options->chain.size(), 1U);
  EXPECT_EQ(options->chain[0].model, "b");
  EXPECT_NE(said.find("known from Bifrost, but it changes nothing here: $schema, encryption_key, "
                      "client, providers.vllm.network_config.allow_private_network, "
                      "providers.vllm.proxy_config, governance.virtual_keys\n"),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("the heaviest takes them all: vllm/b"), std::string::npos) << said;
  EXPECT_NE(said.find("conditions and other rules are not read"), std::string::npos) << said;
}

TEST(Bifrost, ItsOtherSecretsAreNotShown) {
  EXPECT_EQ(
      starred(R"({"encryption_key": "hunter2", "admin_password": "env.P", "password": "x y"})"),
      R"({"encryption_key": "*******", "admin_password": "env.P", "password": "***"})");
}

}  // namespace
}  // namespace gameday::config
