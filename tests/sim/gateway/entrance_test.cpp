// Who may ask, and what is written down of it, in virtual time.

#include <set>

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "rig.hpp"
#include "support/good_stream.hpp"
#include "support/has.hpp"
#include "support/http_peers.hpp"
#include "support/kept_lines.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::has;
using gameday::test::KeptLines;

Options guarded() {
  Options options = tuned();
  options.tokens = {{"old-token", "env.OLD"}, {"the-clients-own", "env.NEW"}};
  return options;
}

rt::awaitable<http::Response> get(Rig& rig, std::string path, std::string token) {
  http::Pool pool(rig.world(), rig.address());
  http::Head head;
  head.method = "GET";
  head.target = std::move(path);
  if (!token.empty()) {
    head.fields.add("Authorization", token);
  }
  auto response = co_await http::fetch(pool, std::move(head), std::string(), rt::Bound());
  pool.close_idle();
  co_return std::move(response.value());
}

TEST(Entrance, AnyOfTheTokensAndNothingElse) {
  Rig rig(guarded());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response known = co_await r.ask();  // with the second one
    EXPECT_EQ(known.head.status, 200);
    EXPECT_EQ(r.openai.seen.front().head.fields.get("Authorization"), "Bearer sk-a");
    for (const char* token : {"", "Bearer", "Bearer ", "Bearer the-clients-ow",
                              "Bearer the-clients-own2", "Basic the-clients-own", "old-token"}) {
      for (const char* path : {"/v1/models", "/metrics", "/debug/policies", "/nowhere"}) {
        const http::Response refused = co_await get(r, path, token);
        EXPECT_EQ(refused.head.status, 401) << token << ' ' << path;
        EXPECT_EQ(llm::read_error(refused.body)->code, "invalid_api_key");
        EXPECT_EQ(refused.head.fields.get("WWW-Authenticate"), "Bearer");
        EXPECT_FALSE(has(refused.body, "the-clients-own"));
      }
      const http::Response health = co_await get(r, "/health", token);
      EXPECT_EQ(health.head.status, 200);
      const http::Response ready = co_await get(r, "/ready", token);
      EXPECT_EQ(ready.head.status, 200);
      EXPECT_EQ(ready.body, R"({"ready":true})");  // who is not known hears nothing of keys
    }
    const http::Response old = co_await get(r, "/metrics", "bearer old-token");
    EXPECT_EQ(old.head.status, 200);
    const http::Response all = co_await get(r, "/ready", "Bearer old-token");
    EXPECT_TRUE(has(all.body, R"("keys":[)")) << all.body;
  });
}

TEST(Entrance, AStrangersRequestReachesNobodyAndIsCounted) {
  Options options = guarded();
  options.tokens.pop_back();
  Rig rig(options);
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response refused = co_await r.ask();
    EXPECT_EQ(refused.head.status, 401);
    EXPECT_TRUE(r.openai.seen.empty());
    const http::Response metrics = co_await get(r, "/metrics", "Bearer old-token");
    EXPECT_TRUE(has(metrics.body, R"(requests_total{outcome="unauthorized"} 1)")) << metrics.body;
    EXPECT_TRUE(has(metrics.body, "gameday_gateway_in_flight 0")) << metrics.body;
  });
}

TEST(Entrance, AnEmptyTokenOpensNothing) {
  Options options = guarded();
  options.tokens[0].value.clear();
  const auto problems = problems_of(options);
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0], "the clients' token env.OLD is empty; set the variable OLD");
}

TEST(AccessLog, OneLineARequestWithoutWhatWasAsked) {
  KeptLines log;
  Around around;
  around.access_log = &log;
  Rig rig(tuned(), around);
  rig.openai.plays = {{"", {play(504, "{}")}}};
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    Ask secret;
    secret.body =
        R"({"model":"gpt","messages":[{"role":"user","content":"my secret"}],"stream":true})";
    secret.fields = {{"X-Request-Id", "r-1"}};
    co_await r.ask(std::move(secret));
    co_await r.ask();
    Ask wrong;
    wrong.body = "[]";
    co_await r.ask(std::move(wrong));
    co_await r.get("/health?token=s3cret");
    EXPECT_EQ(log.lines.size(), 4U);
    const std::string& first = log.lines.at(0);
    for (const char* part :
         {R"({"time":"2000-01-01T00:00:00.)", R"("id":1,"request_id":"r-1","method":"POST",)",
          R"("path":"/v1/chat/completions","model":"gpt","stream":true,"status":200,)",
          R"("outcome":"ok","client_gone":false,"served_by":"lifeboat/haiku","seconds":0.2)",
          R"("first_token_seconds":0.2)", R"("attempts":[{"target":"openai/gpt-4o-mini",)",
          R"("key":"a","result":"504","after":0)", R"({"target":"lifeboat/haiku","key":"l",)",
          R"("result":"200")"}) {
      EXPECT_TRUE(has(first, part)) << part << '\n' << first;
    }
    EXPECT_TRUE(first.ends_with("}\n"));
    EXPECT_TRUE(has(log.lines.at(1), R"("model":"m","stream":false,"status":200)"));
    EXPECT_TRUE(has(log.lines.at(2), R"("status":400,"outcome":"bad_request")"));
    EXPECT_TRUE(has(log.lines.at(3), R"("path":"/health","stream":false,"status":200,)"
                                     R"("outcome":"page")"));
    for (const std::string& line : log.lines) {
      for (const char* never : {"my secret", "s3cret", "the-clients-own", "sk-"}) {
        EXPECT_FALSE(has(line, never)) << line;
      }
    }
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, "gameday_gateway_access_log_dropped_total 3")) << metrics;
  });
}

TEST(AccessLog, BodiesOnlyForWhoAsksForThemByName) {
  KeptLines log;
  Around around;
  around.access_log = &log;
  around.log_bodies = true;
  Rig rig(tuned(), around);
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    Ask ask;
    ask.body = R"({"model":"m","messages":[{"role":"user","content":")" +
               std::string(100'000, 'x') + R"("}]})";
    co_await r.ask(std::move(ask));
    const std::string& line = log.lines.at(0);
    EXPECT_TRUE(has(line, R"("body":"{\"model\":\"m\")")) << line.substr(0, 500);
    EXPECT_GT(line.size(), 64U * 1024U);
    EXPECT_LT(line.size(), 70U * 1024U);
  });
}

TEST(AccessLog, AClientThatLeavesIsWrittenDown) {
  KeptLines log;
  Around around;
  around.access_log = &log;
  Rig rig(tuned(), around);
  Play silent;
  silent.takes = 1h;
  rig.openai.plays = {{"", {silent}}};
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    Ask ask;
    ask.bound = ask.bound.tighter(r.world().now() + 1s, rt::Limit::total);
    co_await r.ask(std::move(ask));
    co_await gameday::test::pause(r.world(), 1s);
    const std::string& line = log.lines.at(0);
    EXPECT_TRUE(has(line, R"("status":null,"outcome":"client_gone","client_gone":true)")) << line;
    EXPECT_TRUE(has(line, R"("result":"cancelled")")) << line;
  });
}

rt::awaitable<void> ask_to_the_end(Rig& rig, bool streams) {
  Ask ask = streams ? streaming() : Ask();
  co_await rig.ask(std::move(ask));
}

TEST(AccessLog, WhatAShutdownCutsOffHasItsNameAndNobodyElses) {
  KeptLines log;
  Around around;
  around.access_log = &log;
  Rig rig(tuned(), around);
  Play silent;
  silent.takes = 1h;
  Play begun = streamed({gameday::test::good_stream(llm::Dialect::openai)[0],
                         gameday::test::good_stream(llm::Dialect::openai)[1]},
                        Tail::hang);
  rig.openai.plays = {{"", {silent, begun}}};
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    r.world().tasks.spawn("whole", ask_to_the_end(r, false));
    co_await gameday::test::pause(r.world(), 10ms);
    r.world().tasks.spawn("streamed", ask_to_the_end(r, true));
    co_await gameday::test::pause(r.world(), 1s);
    rt::Bound bound;
    co_await r.gateway().stop(bound.tighter(r.world().now() + 1s, rt::Limit::drain));
    co_await gameday::test::pause(r.world(), 1s);
    EXPECT_EQ(log.lines.size(), 2U);
    for (const std::string& line : log.lines) {
      EXPECT_TRUE(has(line, R"("outcome":"shutting_down","client_gone":false)")) << line;
    }
  });
}

TEST(AccessLog, WhatTheClientDidNotTakeIsNoGoodAnswer) {
  KeptLines log;
  Around around;
  around.access_log = &log;
  Rig rig(tuned(), around);
  const std::string long_text(4 * 1024 * 1024, 'x');  // more than fits between the two
  rig.openai.plays = {{"",
                       {play(200, R"({"id":"c","choices":[{"index":0,"message":{"content":")" +
                                      long_text + R"("},"finish_reason":"stop"}]})")}}};
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    auto peer = co_await gameday::test::RawPeer::dial(r.world(), r.address());
    const std::string body = R"({"model":"m","messages":[]})";
    co_await peer.send("POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nContent-Length: " +
                       std::to_string(body.size()) + "\r\n\r\n" + body);
    co_await gameday::test::pause(r.world(), 3min);  // and reads nothing
    EXPECT_EQ(log.lines.size(), 1U);
    EXPECT_TRUE(has(log.lines.at(0), R"("outcome":"client_gone","client_gone":true)"))
        << log.lines.at(0);
    const std::string metrics = co_await r.metrics();
    EXPECT_TRUE(has(metrics, R"(requests_total{outcome="client_gone"} 1)")) << metrics;
    EXPECT_FALSE(has(metrics, R"(requests_total{outcome="ok"})")) << metrics;
  });
}

std::uint64_t id_in(const std::string& line) {
  constexpr std::string_view before = R"("id":)";
  const std::size_t at = line.find(before);
  return at == std::string::npos ? 0 : std::stoull(line.substr(at + before.size()));
}

TEST(AccessLog, APageThatIsSlowlyTakenKeepsItsId) {
  KeptLines log;
  Around around;
  around.access_log = &log;
  Rig rig(tuned(), around);
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    {
      auto peer = co_await gameday::test::RawPeer::dial(r.world(), r.address());
      std::string pages;
      for (int page = 0; page < 1000; ++page) {
        pages += "GET /metrics HTTP/1.1\r\nHost: g\r\n\r\n";
      }
      co_await peer.send(std::move(pages));
      co_await gameday::test::pause(r.world(), 10ms);  // one of them is being written now
      co_await r.get("/health");
      co_await r.get("/health");
    }
    co_await gameday::test::pause(r.world(), 1s);
    std::set<std::uint64_t> ids;
    for (const std::string& line : log.lines) {
      ids.insert(id_in(line));
    }
    EXPECT_GT(log.lines.size(), 3U);
    EXPECT_LT(log.lines.size(), 1000U);
    EXPECT_EQ(ids.size(), log.lines.size());
  });
}

TEST(AccessLog, TokensWhereTheProviderTellsThem) {
  KeptLines log;
  Around around;
  around.access_log = &log;
  Rig rig(tuned(), around);
  const std::string answer =
      R"({"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,)"
      R"("message":{"role":"assistant","content":"x"},"finish_reason":"stop"}],)"
      R"("usage":{"prompt_tokens":7,"completion_tokens":5,"total_tokens":12}})";
  const std::string delta =
      R"({"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":null}]})";
  const std::string end = R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})";
  const std::string usage = R"({"choices":[],"usage":{"prompt_tokens":8,"completion_tokens":6}})";
  const auto event = [](const std::string& data) { return "data: " + data + "\n\n"; };
  rig.openai.plays = {{"",
                       {play(200, answer),
                        streamed({event(delta), event(end), event(usage), "data: [DONE]\n\n"})}}};
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    co_await r.ask(streaming());
    EXPECT_TRUE(has(log.lines.at(0), R"("prompt_tokens":7,"completion_tokens":5)"))
        << log.lines.at(0);
    EXPECT_TRUE(has(log.lines.at(1), R"("prompt_tokens":8,"completion_tokens":6)"))
        << log.lines.at(1);
  });
}

}  // namespace
}  // namespace gameday::gateway::test
