// A new config while requests run, in virtual time: nobody notices but by what it says.

#include <gtest/gtest.h>

#include "rig.hpp"
#include "support/has.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::has;
using gameday::test::pause;

std::string served_by(const http::Response& response) {
  return std::string(response.head.fields.get("x-gameday-served-by"));
}

/// Only the second provider.
Options away() {
  Options options = tuned();
  options.chain.erase(options.chain.begin());
  return options;
}

struct Load {
  int ok = 0;
  int lost = 0;
  int running = 0;
};

rt::awaitable<void> ask_once(Rig& rig, Load& load, bool streams) {
  ++load.running;
  Ask ask = streams ? streaming() : Ask();
  const http::Response response = co_await rig.ask(std::move(ask));
  const bool whole =
      response.head.status == 200 && (!streams || has(response.body, "data: [DONE]"));
  ++(whole ? load.ok : load.lost);
  --load.running;
}

TEST(Reload, UnderLoadNoRequestIsLost) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Load load;
    for (int i = 0; i < 300; ++i) {
      r.world().tasks.spawn("a request", ask_once(r, load, i % 2 == 0));
      co_await pause(r.world(), 7ms);
      if (i % 3 == 0) {  // about 14 requests run on each
        Options options = i % 2 == 0 ? away() : tuned();
        options.providers[0].retry.max = static_cast<std::uint32_t>(i);
        r.gateway().reload(std::move(options));
      }
    }
    co_await pause(r.world(), 2s);
    EXPECT_EQ(load.ok, 300);
    EXPECT_EQ(load.lost, 0);
    EXPECT_EQ(load.running, 0);
    EXPECT_FALSE(r.openai.seen.empty());
    EXPECT_FALSE(r.lifeboat.seen.empty());
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, R"(gameday_gateway_requests_total{outcome="ok"} 300)")) << metrics;
    EXPECT_TRUE(has(metrics, R"(gameday_gateway_reloads_total{result="taken"} 100)")) << metrics;
  });
}

TEST(Reload, ARunningRequestEndsOnWhatItBeganWith) {
  Rig rig(tuned());
  Play slow = streamed({R"(data: {"choices":[{"index":0,"delta":{"content":"a"}}]})"
                        "\n\n"});
  slow.writes.push_back(
      Write{R"(data: {"choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}]})"
            "\n\ndata: [DONE]\n\n",
            5s, false});
  rig.openai.plays = {{"", {slow}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    http::Response running;
    r.world().tasks.spawn("a stream", [](Rig& its, http::Response& into) -> rt::awaitable<void> {
      into = co_await its.ask(streaming());
    }(r, running));
    co_await pause(r.world(), 1s);
    const auto lines = r.gateway().reload(away());
    EXPECT_EQ(lines, std::vector<std::string>{
                         "fallbacks: openai/gpt-4o-mini, lifeboat/haiku -> lifeboat/haiku"});
    const http::Response fresh = co_await r.ask();
    EXPECT_EQ(served_by(fresh), "lifeboat/haiku");
    const http::Response models = co_await r.get("/v1/models");
    EXPECT_FALSE(has(models.body, "openai/gpt-4o-mini"));
    co_await pause(r.world(), 10s);
    EXPECT_EQ(served_by(running), "openai/gpt-4o-mini");
    EXPECT_EQ(read_stream(running.body).text, "ab");
    EXPECT_TRUE(read_stream(running.body).done);
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, R"(attempts_total{provider="openai",key="a",result="200"} 1)"))
        << metrics;  // a series outlives the config that began it
    // The first target of the old chain and of the new one are not the same.
    for (const char* labels :
         {R"(gen_ai_provider_name="openai",gen_ai_request_model="gpt-4o-mini")",
          R"(gen_ai_provider_name="lifeboat",gen_ai_request_model="haiku")"}) {
      for (const char* series :
           {R"(gen_ai_client_operation_duration_seconds_count{gen_ai_operation_name="chat",%} 1)",
            R"(gen_ai_server_request_duration_seconds_count{gen_ai_operation_name="chat",%,)"}) {
        std::string line = series;
        line.replace(line.find('%'), 1, labels);
        EXPECT_TRUE(has(metrics, line)) << line << '\n' << metrics;
      }
    }
  });
}

const Play limited = play(429, "{}", {{"Retry-After", "60"}});

TEST(Reload, WhatIsKnownOfAProviderThatIsTheSameGoesOn) {
  Rig rig(tuned());
  rig.openai.plays = {{"sk-a", {limited}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    const std::size_t connection = r.openai.seen.back().connection;
    Options options = tuned();
    options.deadline = 30s;
    options.providers[1].retry.max = 0;  // somebody else
    EXPECT_EQ(r.gateway().reload(std::move(options)).size(), 2U);
    const http::Response parked = co_await r.ask();
    EXPECT_EQ(tries(parked), "openai/b:200");
    EXPECT_EQ(r.openai.seen.back().connection, connection);

    options = tuned();
    options.providers[0].retry.max = 0;
    r.gateway().reload(std::move(options));
    const http::Response afresh = co_await r.ask();
    EXPECT_EQ(tries(afresh), "openai/a:429 openai/b:200");
  });
}

/// One retry a second and no more.
Options thrifty() {
  Options options = tuned();
  options.chain.pop_back();
  options.providers[0].keys.pop_back();
  options.providers[0].breaker.reset();
  options.budget = BudgetOptions{0, 1, 1s};
  return options;
}

TEST(Reload, TheRetryBudgetIsNotFilledUpByIt) {
  Rig rig(thrifty());
  Play down = play(503, "{}");
  down.takes = 1ms;
  rig.openai.plays = {{"", {down}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response first = co_await r.ask();
    EXPECT_EQ(tries(first), "openai/a:503 openai/a:503");
    Options same = thrifty();
    same.deadline = 30s;
    r.gateway().reload(std::move(same));
    const http::Response second = co_await r.ask();
    EXPECT_EQ(tries(second), "openai/a:503");
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, "gameday_gateway_retry_budget_refused_total 1")) << metrics;
    Options another = thrifty();
    another.budget->per_second = 2;
    r.gateway().reload(std::move(another));
    const http::Response third = co_await r.ask();
    EXPECT_EQ(tries(third), "openai/a:503 openai/a:503");
  });
}

TEST(Reload, WhatIsNoTargetAnyMoreHasNoBreakerInTheMetrics) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    constexpr const char* series =
        R"(gameday_gateway_breaker_state{provider="openai",model="gpt-4o-mini",key="a"} 0)";
    std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, series)) << metrics;
    Options options = tuned();
    options.chain[0].model = "gpt-new";  // the provider is the same
    r.gateway().reload(std::move(options));
    metrics = co_await r.metrics();
    EXPECT_FALSE(has(metrics, series)) << metrics;
    EXPECT_TRUE(has(metrics, R"(breaker_state{provider="openai",model="gpt-new",key="a"} 0)"))
        << metrics;
  });
}

TEST(Reload, HedgesAndRestartsAreCountedOn) {
  Options options = tuned();
  options.hedge = HedgeOptions{500ms, {}, 100};
  options.on_break = OnBreak::restart;
  Rig rig(options);
  Play late;
  late.takes = 3s;
  rig.openai.plays = {{"", {late}}};
  rig.run([options](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    co_await r.ask(std::move(ask));
    Options other = options;
    other.deadline = 30s;
    r.gateway().reload(std::move(other));
    std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, R"(gameday_gateway_hedges_total{outcome="won"} 1)")) << metrics;
    EXPECT_TRUE(has(metrics, R"(gameday_gateway_restarts_total{outcome="answered"} 0)"));
    r.gateway().reload(tuned());
    metrics = co_await r.metrics();
    EXPECT_FALSE(has(metrics, "gameday_gateway_hedges_total")) << metrics;
    EXPECT_FALSE(has(metrics, "gameday_gateway_restarts_total")) << metrics;
  });
}

TEST(Reload, TokensChangeAtOnce) {
  Options options = tuned();
  options.tokens = {{"the-clients-own", "env.A"}};
  Rig rig(options);
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response before = co_await r.ask();
    EXPECT_EQ(before.head.status, 200);
    Options changed = tuned();
    changed.tokens = {{"another", "env.A"}};
    const auto lines = r.gateway().reload(std::move(changed));
    EXPECT_EQ(lines.size(), 1U);
    EXPECT_TRUE(lines.at(0).starts_with("clients.tokens: env.A#")) << lines.at(0);
    EXPECT_FALSE(has(lines.at(0), "another")) << lines.at(0);
    const http::Response after = co_await r.ask();
    EXPECT_EQ(after.head.status, 401);
    r.gateway().reload(tuned());
    r.gateway().reload_refused();
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, R"(gameday_gateway_reloads_total{result="taken"} 2)")) << metrics;
    EXPECT_TRUE(has(metrics, R"(gameday_gateway_reloads_total{result="refused"} 1)")) << metrics;
  });
}

}  // namespace
}  // namespace gameday::gateway::test
