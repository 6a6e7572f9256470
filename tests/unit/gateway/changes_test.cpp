// What a new config says differently, in words.

#include "gateway/changes.hpp"

#include <utility>

#include <gtest/gtest.h>

namespace gameday::gateway {
namespace {

Options sample() {
  Options options;
  Provider openai;
  openai.name = "openai";
  openai.base_url = "http://127.0.0.1:1/v1";
  Key key;
  key.name = "a";
  key.value = "sk-very-secret";
  key.source = "env.A";
  openai.keys = {key};
  options.providers = {openai};
  options.chain = {{"openai", "m"}};
  options.tokens = {{"token-secret", "env.T"}};
  return options;
}

TEST(Changes, NothingIsNothing) {
  EXPECT_TRUE(changes(sample(), sample()).empty());
}

TEST(Changes, EachSettingOnceAndNoSecret) {
  Options after = sample();
  Provider& openai = after.providers[0];
  openai.retry.max = 2;
  openai.timeouts.idle = 3s;
  openai.breaker.reset();
  openai.keys[0].value = "sk-other-secret";
  after.deadline.reset();
  after.tokens[0].value = "other";
  Provider more = openai;
  more.name = "more";
  after.providers.push_back(more);
  std::string all;
  for (const std::string& line : changes(sample(), after)) {
    all += line + '\n';
  }
  for (const char* line :
       {"deadline_ms: 1m -> none\n", "providers.openai.retry.max: 1 -> 2\n",
        "providers.openai.timeouts_ms.idle: 10s -> 3s\n",
        "providers.openai.breaker.window: 20 -> gone\n", "providers.openai.breaker: new, false\n",
        "providers.openai.keys.a: env.A#", "clients.tokens: env.T#",
        "providers.more.base_url: new, http://127.0.0.1:1/v1\n"}) {
    EXPECT_NE(all.find(line), std::string::npos) << line << all;
  }
  EXPECT_EQ(all.find("secret"), std::string::npos) << all;
  EXPECT_EQ(all.find("wait_max"), all.find("providers.more.retry.wait_max") + 21) << all;
}

TEST(Changes, TheOrderOfKeysIsOneAndSoIsThatOfAChain) {
  Options before = sample();
  Key second = before.providers[0].keys[0];
  second.name = "b";
  before.providers[0].keys.push_back(second);
  before.chain.push_back({"openai", "n"});
  Options after = before;
  std::swap(after.providers[0].keys[0], after.providers[0].keys[1]);
  std::swap(after.chain[0], after.chain[1]);
  EXPECT_EQ(changes(before, after),
            (std::vector<std::string>{"fallbacks: openai/m, openai/n -> openai/n, openai/m",
                                      "providers.openai.keys: a, b -> b, a"}));
}

struct Change {
  const char* path;  // which the line begins with
  void (*make)(Options& options);
};

Provider& first(Options& options) {
  return options.providers[0];
}

/// Every field that a config may change.
const Change all_changes[] = {
    {"deadline_ms: ", [](Options& o) { o.deadline = 1s; }},
    {"budget: ", [](Options& o) { o.budget->percent = 1; }},
    {"budget: ", [](Options& o) { o.budget->per_second = 1; }},
    {"budget: ", [](Options& o) { o.budget->window = 1s; }},
    {"on_break: ", [](Options& o) { o.on_break = OnBreak::restart; }},
    {"hedge: ", [](Options& o) { o.hedge = HedgeOptions(); }},
    {"access_log: ", [](Options& o) { o.access_log = "-"; }},
    {"clients.tokens: ", [](Options& o) { o.tokens.clear(); }},
    {"embeddings: ", [](Options& o) { o.embeddings = o.chain; }},
    {"fallbacks: ",
     [](Options& o) {
       o.chain[0].parameters = {{"n", llm::ParameterRule::drop}};
     }},
    {"providers.openai.dialect: ", [](Options& o) { first(o).dialect = llm::Dialect::anthropic; }},
    {"providers.openai.anthropic_version: ",
     [](Options& o) { first(o).anthropic_version = llm::AnthropicVersion::v2026_10_21; }},
    {"providers.openai.base_url: ", [](Options& o) { first(o).base_url = "http://b/v1"; }},
    {"providers.openai.keys.a: ", [](Options& o) { first(o).keys[0].source = "env.B"; }},
    {"providers.openai.keys.a: ", [](Options& o) { first(o).keys[0].weight = 2; }},
    {"providers.openai.keys.a: ", [](Options& o) { first(o).keys[0].models = {"m"}; }},
    {"providers.openai.check_schema: ", [](Options& o) { first(o).check_schema = true; }},
    {"providers.openai.parameters: ",
     [](Options& o) {
       first(o).parameters = {{"n", llm::ParameterRule::drop}};
     }},
    {"providers.openai.tokens_per_second: ", [](Options& o) { first(o).pace = PaceOptions(); }},
    {"providers.openai.concurrency: ",
     [](Options& o) { first(o).concurrency = ConcurrencyOptions(); }},
    {"providers.openai.timeouts_ms.connect: ", [](Options& o) { first(o).timeouts.connect = 7s; }},
    {"providers.openai.timeouts_ms.tls: ", [](Options& o) { first(o).timeouts.tls = 7s; }},
    {"providers.openai.timeouts_ms.headers: ", [](Options& o) { first(o).timeouts.headers = 7s; }},
    {"providers.openai.timeouts_ms.unary_headers: ",
     [](Options& o) { first(o).timeouts.unary_headers = 7s; }},
    {"providers.openai.timeouts_ms.first_token: ",
     [](Options& o) { first(o).timeouts.first_token = 7s; }},
    {"providers.openai.timeouts_ms.idle: ", [](Options& o) { first(o).timeouts.idle = 7s; }},
    {"providers.openai.timeouts_ms.attempt: ", [](Options& o) { first(o).timeouts.attempt = 7s; }},
    {"providers.openai.timeouts_ms.unary_attempt: ",
     [](Options& o) { first(o).timeouts.unary_attempt = 7s; }},
    {"providers.openai.retry.max: ", [](Options& o) { first(o).retry.max = 7; }},
    {"providers.openai.retry.base_ms: ", [](Options& o) { first(o).retry.base = 7s; }},
    {"providers.openai.retry.max_ms: ", [](Options& o) { first(o).retry.ceiling = 7s; }},
    {"providers.openai.retry.jitter: ", [](Options& o) { first(o).retry.jitter = Jitter::none; }},
    {"providers.openai.retry.on_timeout: ", [](Options& o) { first(o).retry.on_timeout = true; }},
    {"providers.openai.retry.on_rate_limit: ",
     [](Options& o) { first(o).retry.on_rate_limit = true; }},
    {"providers.openai.retry.retry_after: ",
     [](Options& o) { first(o).retry.retry_after = RetryAfter::ignore; }},
    {"providers.openai.retry.wait_max_ms: ", [](Options& o) { first(o).retry.wait_max = 7s; }},
    {"providers.openai.breaker.window: ", [](Options& o) { first(o).breaker->window = 7; }},
    {"providers.openai.breaker.window_ms: ", [](Options& o) { first(o).breaker->age = 7s; }},
    {"providers.openai.breaker.min_calls: ", [](Options& o) { first(o).breaker->min_calls = 7; }},
    {"providers.openai.breaker.failure_rate: ",
     [](Options& o) { first(o).breaker->failure_rate = 7; }},
    {"providers.openai.breaker.open_ms: ", [](Options& o) { first(o).breaker->open = 7s; }},
    {"providers.openai.breaker.open_max_ms: ",
     [](Options& o) { first(o).breaker->open_most = 7s; }},
    {"providers.openai.breaker.probes: ", [](Options& o) { first(o).breaker->probes = 7; }},
    {"providers.openai.breaker.slow_ms: ", [](Options& o) { first(o).breaker->slow = 7s; }},
    {"providers.openai.breaker.slow_rate: ", [](Options& o) { first(o).breaker->slow_rate = 7; }},
    {"providers.openai.breaker.slow_start_ms: ",
     [](Options& o) { first(o).breaker->slow_start = 7s; }},
};

TEST(Changes, EachFieldIsSeen) {
  for (const Change& change : all_changes) {
    Options after = sample();
    change.make(after);
    const auto lines = changes(sample(), after);
    ASSERT_EQ(lines.size(), 1U) << change.path;
    EXPECT_TRUE(lines[0].starts_with(change.path)) << lines[0];
  }
}

}  // namespace
}  // namespace gameday::gateway
