// The pages that operators, load balancers and Prometheus ask for, in virtual time.

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "policy/key_ring.hpp"
#include "rig.hpp"
#include "support/has.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::has;

const Play limited = play(429,
                          R"({"error":{"message":"Slow down.","type":"requests","param":null,)"
                          R"("code":"rate_limit_exceeded"}})",
                          {{"Retry-After", "20"}});

Options alone() {
  Options options = tuned();
  options.chain.pop_back();
  options.providers[0].keys.pop_back();
  return options;
}

TEST(Ready, WhileSomeKeyOfSomeTargetMayBeAsked) {
  Options options = alone();
  options.deadline = 1s;  // before the key is back
  Rig rig(options);
  rig.openai.plays = {{"", {limited}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response before = co_await r.get("/ready");
    EXPECT_EQ(before.head.status, 200);
    EXPECT_TRUE(has(before.body, R"({"ready":true,"targets":[{"target":"openai/gpt-4o-mini",)"
                                 R"("usable":true,"keys":[{"key":"a","state":"usable",)"
                                 R"("breaker":"closed","back_in_seconds":0}]}]})"))
        << before.body;
    co_await r.ask();
    const http::Response parked = co_await r.get("/ready");
    EXPECT_EQ(parked.head.status, 503);
    EXPECT_TRUE(has(parked.body, R"({"ready":false,"reason":"no_usable_target",)")) << parked.body;
    EXPECT_TRUE(has(parked.body, R"("state":"parked")")) << parked.body;
    const http::Response health = co_await r.get("/health");
    EXPECT_EQ(health.head.status, 200);
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, "gameday_gateway_ready 0\n")) << metrics;
    EXPECT_TRUE(has(metrics,
                    R"(gameday_gateway_key_state{provider="openai",model="gpt-4o-mini",key="a",)"
                    R"(state="parked"} 1)"))
        << metrics;
    co_await gameday::test::pause(r.world(), 20s);
    const http::Response after = co_await r.get("/ready");
    EXPECT_EQ(after.head.status, 200);
  });
}

TEST(Ready, AnOpenBreakerIsNoTargetUntilItMayBeProbed) {
  Options options = alone();
  options.providers[0].retry.max = 0;
  options.providers[0].breaker->min_calls = 2;
  Rig rig(options);
  rig.openai.plays = {{"", {play(503, "{}")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    co_await r.ask();
    const http::Response open = co_await r.get("/ready");
    EXPECT_EQ(open.head.status, 503);
    EXPECT_TRUE(has(open.body, R"("breaker":"open")")) << open.body;
    co_await gameday::test::pause(r.world(), 5s);
    const http::Response half = co_await r.get("/ready");
    EXPECT_EQ(half.head.status, 200);
    EXPECT_TRUE(has(half.body, R"("breaker":"half_open")")) << half.body;
  });
}

TEST(Ready, ABenchedKeyCountsAgainWhenItIsDue) {
  Rig rig(alone());
  rig.openai.plays = {{"", {play(401, R"({"error":{"message":"x","code":"invalid_api_key"}})")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    const http::Response benched = co_await r.get("/ready");
    EXPECT_EQ(benched.head.status, 503);
    EXPECT_TRUE(has(benched.body, R"("state":"benched")")) << benched.body;
    co_await gameday::test::pause(r.world(), policy::bench_time);
    const http::Response due = co_await r.get("/ready");
    EXPECT_EQ(due.head.status, 200);  // else nobody would ever find out
  });
}

TEST(Ready, NotWhileDraining) {
  Rig rig(tuned());
  Play slow;
  slow.takes = 3s;
  rig.openai.plays = {{"", {slow}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    r.gateway().leave();
    const http::Response leaving = co_await r.get("/ready");
    EXPECT_EQ(leaving.head.status, 503);
    EXPECT_TRUE(has(leaving.body, R"({"ready":false,"reason":"shutting_down",)")) << leaving.body;
    const http::Response served = co_await r.ask();  // nobody is turned away before drain()
    EXPECT_EQ(served.head.status, 200);

    int running = 0;
    r.world().tasks.spawn("the last request", [](Rig& its, int& status) -> rt::awaitable<void> {
      const http::Response last = co_await its.ask();
      status = last.head.status;
    }(r, running));
    co_await gameday::test::pause(r.world(), 1s);
    r.world().tasks.spawn("a late request", [](Rig& its) -> rt::awaitable<void> {
      co_await gameday::test::pause(its.world(), 1s);
      const http::Response late = co_await its.ask();
      EXPECT_EQ(late.head.status, 503);
      EXPECT_EQ(llm::read_error(late.body)->code, "shutting_down");
      EXPECT_EQ(late.head.fields.get("Retry-After"), "1");
      const http::Response ready = co_await its.get("/ready");
      EXPECT_EQ(ready.head.status, 503);
      const http::Response health = co_await its.get("/health");
      EXPECT_EQ(health.head.status, 200);
    }(r));
    const TimePoint began = r.world().now();
    rt::Bound bound;
    co_await r.gateway().drain(bound.tighter(began + 10s, rt::Limit::drain));
    EXPECT_GE(r.world().now() - began, 1900ms);
    EXPECT_LT(r.world().now() - began, 2100ms);  // not a moment longer than the request
    co_await gameday::test::pause(r.world(), 1ms);
    EXPECT_EQ(running, 200);
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, R"(requests_total{outcome="shutting_down"} 1)")) << metrics;
  });
}

TEST(Ready, DrainingEndsWithItsBound) {
  Rig rig(tuned());
  Play silent;
  silent.takes = 1h;
  rig.openai.plays = {{"", {silent}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    r.world().tasks.spawn("a request",
                          [](Rig& its) -> rt::awaitable<void> { co_await its.ask(); }(r));
    co_await gameday::test::pause(r.world(), 1ms);
    const TimePoint began = r.world().now();
    rt::Bound bound;
    co_await r.gateway().drain(bound.tighter(began + 1s, rt::Limit::drain));
    EXPECT_EQ(r.world().now() - began, 1s);
    co_await gameday::test::pause(r.world(), 10s);  // for the client, which outlives this act
  });
}

TEST(Pages, OneModelByItsId) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    for (const char* id : {"openai/gpt-4o-mini", "openai%2Fgpt-4o-mini"}) {
      const http::Response model = co_await r.get(std::string("/v1/models/") + id);
      EXPECT_EQ(model.head.status, 200) << id;
      EXPECT_EQ(model.body, R"({"id":"openai/gpt-4o-mini","object":"model","created":0,)"
                            R"("owned_by":"openai"})");
    }
    for (const char* id : {"gpt-4o-mini", "%zz", "openai/"}) {
      const http::Response none = co_await r.get(std::string("/v1/models/") + id);
      EXPECT_EQ(none.head.status, 404) << id;
      EXPECT_EQ(llm::read_error(none.body)->code, "model_not_found") << id;
    }
  });
}

TEST(Pages, PoliciesSayWhatWasBuiltAndNoSecret) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response page = co_await r.get("/debug/policies");
    EXPECT_EQ(page.head.status, 200);
    for (const char* part :
         {R"({"deadline_ms":60000,"worst_case_ms":60000,"worst_case_attempts":5,)",
          R"("layers":["total: 1m","retry budget: 20 % of the requests of 10s, and 100 a second",)",
          R"("fallback: 2 targets")", R"("target":"openai/gpt-4o-mini")", R"("keys":["a","b"])",
          R"("timeouts_ms":{"connect":1000,)",
          R"("worst_case_attempts":3,"layers":["retry: 1 of 200ms doubling to 2s","key ring: 2)"}) {
      EXPECT_TRUE(has(page.body, part)) << part << '\n' << page.body;
    }
    EXPECT_FALSE(has(page.body, "sk-")) << page.body;
  });
}

TEST(MetricsPage, TellsWhatAFailoverCost) {
  Around around;
  around.version = "1.2.3";
  Rig rig(tuned(), around);
  rig.openai.plays = {{"", {play(504, "{}")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask(streaming());
    Ask wrong;
    wrong.body = "[]";
    co_await r.ask(std::move(wrong));
    const std::string metrics = co_await r.metrics();
    for (
        const char* line :
        {R"(gameday_gateway_build_info{version="1.2.3"} 1)",
         R"(gameday_gateway_requests_total{outcome="bad_request"} 1)",
         R"(gameday_gateway_requests_total{outcome="ok"} 1)", "gameday_gateway_failovers_total 1",
         "gameday_gateway_failover_seconds_count 1",
         "# TYPE gameday_gateway_failover_seconds histogram",
         R"(gameday_gateway_failover_seconds_bucket{le="0.16"} 1)",
         R"(gameday_gateway_wasted_seconds_total{provider="openai",key="a",result="504"} 0.1)",
         R"(gen_ai_server_request_duration_seconds_count{gen_ai_operation_name="chat",)"
         R"(gen_ai_provider_name="lifeboat",gen_ai_request_model="haiku",stream="true"} 1)",
         R"(gen_ai_server_time_to_first_token_seconds_bucket{gen_ai_operation_name="chat",)"
         R"(gen_ai_provider_name="lifeboat",gen_ai_request_model="haiku",stream="true",le="0.25"} 1)",
         R"(gen_ai_client_operation_duration_seconds_count{gen_ai_operation_name="chat",)"
         R"(gen_ai_provider_name="openai",gen_ai_request_model="gpt-4o-mini",error_type="504"} 1)",
         "gameday_gateway_ready 1", "gameday_gateway_in_flight 0"}) {
      EXPECT_TRUE(has(metrics, line)) << line << '\n' << metrics;
    }
  });
}

}  // namespace
}  // namespace gameday::gateway::test
