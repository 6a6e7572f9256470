// The gateway as its clients meet it, between scripted providers, in virtual time.

#include <algorithm>

#include <gtest/gtest.h>

#include "llm/chat.hpp"
#include "llm/error_words.hpp"
#include "rig.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

std::string field(const http::Response& response, std::string_view name) {
  return std::string(response.head.fields.get(name));
}

const Play limited = play(429,
                          R"({"error":{"message":"Slow down.","type":"requests","param":null,)"
                          R"("code":"rate_limit_exceeded"}})",
                          {{"Retry-After", "20"}});

TEST(Gateway, PassesAnAnswerOnAndSaysWhoseItIs) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(response.head.status, 200);
    EXPECT_EQ(llm::read_answer(response.body).text, "It was the flaky one.");
    EXPECT_EQ(field(response, "x-gameday-served-by"), "openai/gpt-4o-mini");
    EXPECT_EQ(field(response, "x-gameday-attempts"), "openai/a:200:100ms");
    const auto& seen = r.openai.seen.front();
    EXPECT_EQ(seen.head.target, "/v1/chat/completions");
    EXPECT_EQ(seen.head.fields.get("Authorization"), "Bearer sk-a");
    EXPECT_EQ(seen.head.fields.get("Accept-Encoding"), "identity");
    EXPECT_EQ(seen.body, R"({"model":"gpt-4o-mini","messages":[]})");
  });
}

TEST(Gateway, A429StormReachesTheLifeboatInThreeTries) {
  Rig rig(tuned());
  rig.openai.plays = {{"sk-a", {limited}}, {"sk-b", {limited}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(tries(response), "openai/a:429 openai/b:429 lifeboat/l:200");
    EXPECT_EQ(field(response, "x-gameday-served-by"), "lifeboat/haiku");
    EXPECT_EQ(r.took(), 300);
    const http::Response later = co_await r.ask();
    EXPECT_EQ(tries(later), "lifeboat/l:200");  // both keys are parked
    EXPECT_EQ(r.openai.seen.size(), 2U);
  });
}

TEST(Gateway, TheUntunedOneWaitsSeventeenSecondsForTheLifeboat) {
  Rig rig(untuned());
  rig.openai.plays = {{"sk-a", {limited}}, {"sk-b", {limited}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(field(response, "x-gameday-served-by"), "lifeboat/haiku");
    EXPECT_EQ(r.openai.seen.size(), 7U);
    EXPECT_GE(r.took(), 17500 * 8 / 10);
    EXPECT_LE(r.took(), 17500 * 12 / 10 + 800 + 2);
  });
}

TEST(Gateway, AShortRetryAfterIsWaitedForOnTheLastTarget) {
  Options alone = tuned();
  alone.chain.pop_back();
  Rig rig(alone);
  Play soon = limited;
  soon.fields = {{"Retry-After", "3"}};
  rig.openai.plays = {{"sk-a", {soon, play(200)}}, {"sk-b", {soon}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(tries(response), "openai/a:429 openai/b:429 openai/a:200");
    EXPECT_EQ(r.took(), 100 + 3000 + 100);
  });
}

TEST(Gateway, NothingLeftIsOurOwnJsonWithTheSoonestWait) {
  Rig rig(tuned());
  rig.openai.plays = {{"sk-a", {limited}}, {"sk-b", {limited}}};
  rig.lifeboat.plays = {{"sk-l", {play(502, "<html>nginx</html>")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(response.head.status, 429);
    EXPECT_EQ(llm::read_error(response.body)->code, "rate_limit_exceeded");
    EXPECT_EQ(field(response, "Retry-After"), "20");
    EXPECT_FALSE(response.head.fields.has("x-should-retry"));
    EXPECT_FALSE(response.head.fields.has("x-gameday-served-by"));
    EXPECT_EQ(response.body.find("html"), std::string::npos);
  });
}

TEST(Gateway, SilenceCostsTheHeadersLimitOnce) {
  Rig rig(tuned());
  Play silent;
  silent.takes = 1h;
  rig.openai.plays = {{"sk-a", {silent}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(field(response, "x-gameday-attempts"),
              "openai/a:headers_timeout:4000ms, lifeboat/l:200:100ms");
    const Duration until_cut = r.openai.seen[0].left - r.openai.seen[0].at;
    EXPECT_GE(until_cut, 3999ms);  // hung up on, not left running
    EXPECT_LE(until_cut, 4001ms);
  });
}

TEST(Gateway, TheClientsDeadlineIsKeptAndHandedOn) {
  Rig rig(tuned());
  Play slow = play(500, "{}");
  slow.takes = 300ms;
  Play silent;
  silent.takes = 1h;
  rig.openai.plays = {{"sk-a", {slow, silent}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask;
    ask.fields.push_back(http::Field{"x-gameday-deadline-ms", "800"});
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 504);
    EXPECT_EQ(llm::read_error(response.body)->code, "deadline_exceeded");
    EXPECT_EQ(field(response, "x-should-retry"), "false");
    EXPECT_EQ(r.took(), 800);
    EXPECT_EQ(tries(response), "openai/a:500 openai/a:deadline");
    EXPECT_EQ(r.openai.seen[0].head.fields.get("x-gameday-deadline-ms"), "800");
    EXPECT_EQ(r.openai.seen[1].head.fields.get("x-gameday-deadline-ms"), "299");
  });
}

TEST(Gateway, AClientThatLeavesTakesTheUpstreamCallWithIt) {
  Rig rig(tuned());
  Play silent;
  silent.takes = 1h;
  rig.openai.plays = {{"sk-a", {silent}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask;
    const TimePoint leaves = r.world().now() + 500ms;
    ask.bound = ask.bound.tighter(leaves, rt::Limit::total);
    co_await r.ask(std::move(ask));
    const http::Response metrics = co_await r.get("/metrics");
    EXPECT_LE(r.openai.seen[0].left - leaves, 1ms);
    EXPECT_TRUE(r.lifeboat.seen.empty());
    EXPECT_NE(metrics.body.find(R"(requests_total{outcome="client_gone"} 1)"), std::string::npos);
    EXPECT_NE(metrics.body.find(R"(result="cancelled"} 1)"), std::string::npos);
    EXPECT_NE(metrics.body.find("gameday_gateway_in_flight 0"), std::string::npos);
  });
}

TEST(Gateway, AClientMayLeaveAtAnyTime) {
  for (Duration patience = 20us; patience < 5s; patience += 61ms) {
    Rig rig(tuned());
    Play silent;
    silent.takes = 1h;
    rig.openai.plays = {{"sk-a", {play(500, "{}"), limited}}, {"sk-b", {silent}}};
    rig.run([patience](Rig& r) -> rt::awaitable<void> {
      Ask ask;
      ask.bound = ask.bound.tighter(r.world().now() + patience, rt::Limit::total);
      co_await r.ask(std::move(ask));
      const http::Response metrics = co_await r.get("/metrics");
      EXPECT_NE(metrics.body.find("gameday_gateway_in_flight 0"), std::string::npos)
          << to_milliseconds(patience);
      for (const auto& seen : r.openai.seen) {
        EXPECT_TRUE(seen.left == never || seen.left - seen.at < 5s);
      }
    });
  }
}

TEST(Gateway, A200WithoutAnAnswerIsAFailureLikeAnyOther) {
  const std::string error = R"({"error":{"message":"x","type":"server_error","code":500}})";
  const std::pair<Play, const char*> rows[] = {
      {play(200, "<html>login</html>"), "openai/a:malformed lifeboat/l:200"},
      {play(200, R"({"choices":[]})"), "openai/a:malformed lifeboat/l:200"},
      {play(200, error), "openai/a:in_band_error openai/a:in_band_error lifeboat/l:200"},
      {play(200, "", {{"Content-Encoding", "gzip"}}), "openai/a:malformed lifeboat/l:200"}};
  for (const auto& [bad, expected] : rows) {
    Rig rig(tuned());
    rig.openai.plays = {{"sk-a", {bad}}};
    const char* want = expected;
    rig.run([want](Rig& r) -> rt::awaitable<void> {
      const http::Response response = co_await r.ask();
      EXPECT_EQ(tries(response), want);
    });
  }
}

TEST(Gateway, BrokenConnections) {
  Play reset;
  reset.how = Play::How::reset_head;
  Play cut;
  cut.how = Play::How::cut_body;
  Rig rig(tuned());
  rig.openai.plays = {{"sk-a", {reset}}, {"sk-b", {cut}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response first = co_await r.ask();
    EXPECT_EQ(tries(first), "openai/a:reset openai/a:reset lifeboat/l:200");
    const http::Response second = co_await r.ask();
    EXPECT_EQ(tries(second), "openai/b:eof_early lifeboat/l:200");
  });
}

TEST(Gateway, AStaleConnectionIsReplacedFreeOfCharge) {  // F47
  Play reset;
  reset.how = Play::How::reset_head;
  reset.takes = 0ms;
  Options options = tuned();
  options.providers[0].keys.pop_back();
  Rig rig(options);
  rig.openai.plays = {{"sk-a", {play(200), reset, play(200)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    const http::Response response = co_await r.ask();
    EXPECT_EQ(tries(response), "openai/a:stale openai/a:200");
    EXPECT_EQ(r.took(), 100);
  });
}

TEST(Gateway, ARequestSaysWhichTargetsMayStepIn) {
  Rig rig(tuned());
  rig.openai.plays = {{"", {play(502, "{}")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask none;
    none.body = R"({"model":"m","fallbacks":[],"messages":[]})";
    const http::Response alone = co_await r.ask(std::move(none));
    EXPECT_EQ(alone.head.status, 502);
    EXPECT_EQ(tries(alone), "openai/a:502 openai/a:502");
    EXPECT_EQ(r.openai.seen.back().body, R"({"model":"gpt-4o-mini","messages":[]})");
    for (const char* fallbacks :
         {R"(["lifeboat/haiku"])", R"(["openai/gpt-4o-mini","lifeboat/haiku"])", "null"}) {
      Ask some;
      some.body = std::string(R"({"model":"m","messages":[],"fallbacks":)") + fallbacks + "}";
      const http::Response saved = co_await r.ask(std::move(some));
      EXPECT_EQ(saved.head.status, 200) << fallbacks;
      EXPECT_EQ(r.lifeboat.seen.back().body.find("fallbacks"), std::string::npos);
    }
  });
}

TEST(Gateway, ADeadlineInTheBodyIsOneInTheHead) {
  Rig rig(tuned());
  Play silent;
  silent.takes = 1h;
  rig.openai.plays = {{"", {silent}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask;
    ask.body = R"({"model":"m","deadline_ms":800,"messages":[]})";
    ask.fields.push_back(http::Field{"x-gameday-deadline-ms", "900"});  // the tighter holds
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 504);
    EXPECT_EQ(r.took(), 800);
    EXPECT_EQ(r.openai.seen.back().head.fields.get("x-gameday-deadline-ms"), "800");
    EXPECT_EQ(r.openai.seen.back().body, R"({"model":"gpt-4o-mini","messages":[]})");
  });
}

constexpr std::pair<const char*, const char*> refusals[] = {
    {"[1]", "invalid_json"},
    {R"({"messages":[]})", "missing_required_parameter"},
    {R"({"model":"m","fallbacks":["x"]})", "invalid_value"},
    {R"({"model":"m","fallbacks":[1]})", "invalid_value"},
    {R"({"model":"m","fallbacks":"lifeboat/haiku"})", "invalid_value"},
    {R"({"model":"m","deadline_ms":"800"})", "invalid_value"},
    {R"({"model":"m","deadline_ms":-1})", "invalid_value"}};

TEST(Gateway, ADeadlineInTheBodyHidesNoBadOneInTheHead) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask;
    ask.body = R"({"model":"m","deadline_ms":800,"messages":[]})";
    ask.fields.push_back(http::Field{"x-gameday-deadline-ms", "soon"});
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 400);
    EXPECT_NE(response.body.find("x-gameday-deadline-ms is"), std::string::npos) << response.body;
    EXPECT_TRUE(r.openai.seen.empty());
  });
}

TEST(Gateway, RefusesWhatCannotBeMeant) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    for (const auto& [body, code] : refusals) {
      Ask ask;
      ask.body = body;
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(response.head.status, 400) << body;
      EXPECT_EQ(llm::read_error(response.body)->code, code) << body;
    }
    Ask in_prompt;
    in_prompt.body = R"({"model":"m","messages":[{"role":"user","content":"\"fallbacks\""}]})";
    const http::Response prompt = co_await r.ask(std::move(in_prompt));
    EXPECT_EQ(prompt.head.status, 200);
    EXPECT_EQ(r.openai.seen.size(), 1U);
  });
}

TEST(Gateway, ARequestThatTricklesInIsRefusedAfterAMinute) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    auto peer = co_await gameday::test::RawPeer::dial(r.world(), r.address());
    const TimePoint began = r.world().now();
    co_await peer.send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: g\r\nContent-Length: 99\r\n\r\n");
    for (int i = 0; i < 6; ++i) {
      co_await gameday::test::pause(r.world(), 9s);
      co_await peer.send("{");
    }
    const std::string status = co_await peer.until("\r\n");
    EXPECT_EQ(status, "HTTP/1.1 408 Request Timeout\r\n");
    EXPECT_GE(r.world().now() - began, 60s);
    EXPECT_LT(r.world().now() - began, 61s);
    EXPECT_TRUE(r.openai.seen.empty());
  });
}

TEST(Gateway, AnErrorStatusIsJudgedWithoutTheRestOfItsBody) {
  Play cut = limited;
  cut.how = Play::How::cut_body;
  Play stalled = play(503, "{}", {{"Content-Length", "100"}});
  for (const auto& [bad, expected] :
       {std::pair(cut, "openai/a:429 openai/b:429 lifeboat/l:200"),
        std::pair(stalled, "openai/a:503 openai/a:503 lifeboat/l:200")}) {
    Rig rig(tuned());
    rig.openai.plays = {{"", {bad}}};
    const std::string want = expected;
    rig.run([want](Rig& r) -> rt::awaitable<void> {
      const http::Response response = co_await r.ask();
      EXPECT_EQ(tries(response), want);
      EXPECT_LE(r.took(), 100 + 1000 + 200 + 100 + 1000 + 100);
    });
  }
}

/// An error status whose body is `bytes`, so long after its head.
Play refusing(int status, std::string bytes, Duration after) {
  Play play = streamed({}, Tail::hang);
  play.status = status;
  play.writes = {Write{std::move(bytes), after, false}};
  return play;
}

TEST(Gateway, AnErrorBodyIsReadForASecond) {
  const std::string broke = R"({"error":{"message":"x","type":"","code":"insufficient_quota"}})";
  Options alone = tuned();
  alone.chain.pop_back();
  alone.providers[0].keys.pop_back();
  struct Row {
    Duration after;
    const char* code;
    std::int64_t took;
  };
  for (const Row& row : {Row{990ms, "insufficient_quota", 100 + 1000},
                         Row{1010ms, "rate_limit_exceeded", 2 * (100 + 1000) + 5000}}) {
    Rig rig(alone);
    rig.openai.plays = {{"", {refusing(429, broke, row.after)}}};
    rig.run([row](Rig& r) -> rt::awaitable<void> {
      const http::Response response = co_await r.ask();
      EXPECT_EQ(llm::read_error(response.body)->code, row.code);
      EXPECT_EQ(r.took(), row.took);  // only a rate limit is worth a wait
    });
  }
}

TEST(Gateway, AnEndlessErrorBodyIsLeftAfterAPage) {
  Play endless = refusing(400, std::string(1024, 'x'), 0ms);
  endless.writes.resize(10'000, endless.writes.front());
  Rig rig(tuned());
  rig.openai.plays = {{"", {endless}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(response.head.status, 400);
    EXPECT_LT(r.took(), 100 + 1000);  // its size ends it, not its time
    const auto& seen = r.openai.seen.front();
    EXPECT_GE(seen.writes, 256U);
    EXPECT_LT(seen.writes, 256U + 512U);  // … and what two kernels hold
  });
}

TEST(Gateway, AModelWithEscapesInItsKeyIsARequestLikeAnyOther) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask escaped;
    escaped.body = R"({"mod\u0065l":"m","messages":[]})";
    const http::Response response = co_await r.ask(std::move(escaped));
    EXPECT_EQ(response.head.status, 200);
    EXPECT_EQ(r.openai.seen.front().body, R"({"mod\u0065l":"gpt-4o-mini","messages":[]})");
  });
}

TEST(Gateway, Pages) {
  Rig rig(tuned());
  rig.openai.plays = {{"sk-a", {limited}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    const http::Response models = co_await r.get("/v1/models");
    EXPECT_NE(models.body.find(R"("id":"openai/gpt-4o-mini")"), std::string::npos);
    EXPECT_NE(models.body.find(R"("id":"lifeboat/haiku")"), std::string::npos);
    const http::Response health = co_await r.get("/health");
    EXPECT_EQ(health.head.status, 200);
    const http::Response nowhere = co_await r.get("/v2/chat");
    EXPECT_EQ(nowhere.head.status, 404);
    EXPECT_EQ(llm::read_error(nowhere.body)->code, "unknown_url");
    const http::Response scraped = co_await r.get("/metrics");
    const std::string& metrics = scraped.body;
    for (const char* line :
         {"# TYPE gameday_gateway_requests_total counter",
          R"(gameday_gateway_requests_total{outcome="ok"} 1)",
          R"(gameday_gateway_attempts_total{provider="openai",key="a",result="429"} 1)",
          R"(gameday_gateway_attempts_total{provider="openai",key="b",result="200"} 1)",
          "gameday_gateway_retries_total 0", "gameday_gateway_rotations_total 1",
          "gameday_gateway_failovers_total 0"}) {
      EXPECT_NE(metrics.find(line), std::string::npos) << line << '\n' << metrics;
    }
  });
}

TEST(Gateway, DescribesWhatItBuilt) {
  rt::VirtualWorld world{Seed(7)};
  const Description safe = Gateway(world.world(), tuned(), Seed(7)).describe();
  EXPECT_EQ(safe.layers.front(), "total: 1m");
  EXPECT_EQ(safe.worst_time, 60s);
  EXPECT_EQ(safe.worst_attempts, 5U);
  const auto has_breaker = [](const Description& built) {
    return std::count(built.layers.begin(), built.layers.end(),
                      "breaker: 50 % of 20 calls, 10 at least, open 5s");
  };
  EXPECT_EQ(has_breaker(safe), 2);
  const Description naive = Gateway(world.world(), untuned(), Seed(7)).describe();
  EXPECT_EQ(naive.worst_time, (8 + 7) * 120s + 2 * 21s);
  EXPECT_EQ(has_breaker(naive), 0);
}

TEST(Gateway, SaysWhatIsWrongWithItsOptions) {
  Options options = tuned();
  options.providers[0].base_url = "ftp://api.openai.com/v1";
  options.providers[0].keys[0].value.clear();
  options.providers[0].keys[0].source = "env.OPENAI_KEY_A";
  options.chain.push_back({"nobody", "m"});
  const std::vector<std::string> problems = problems_of(options);
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_NE(problems[1].find("\"ftp://api.openai.com/v1\" is not an address"), std::string::npos);
  EXPECT_NE(problems[2].find("set the variable OPENAI_KEY_A"), std::string::npos);
  options.providers[0].base_url.clear();  // a game day fills it in; alone it must be there
  EXPECT_NE(problems_of(options)[1].find("has no base_url; write"), std::string::npos);
  Options sly = tuned();
  sly.chain[0].model = "m\r\nX-Evil: 1";
  sly.providers[0].keys[0].value = "sk\n";
  sly.providers[1].dialect = llm::Dialect::anthropic;
  ASSERT_EQ(problems_of(sly).size(), 3U);
  EXPECT_NE(problems_of(sly)[0].find("control character"), std::string::npos);
  EXPECT_NE(problems_of(sly)[1].find("without /v1"), std::string::npos);
  rt::VirtualWorld world{Seed(7)};
  Gateway gateway(world.world(), options, Seed(7));
  EXPECT_FALSE(gateway.start(rt::Address{"gateway", 80}));
}

}  // namespace
}  // namespace gameday::gateway::test
