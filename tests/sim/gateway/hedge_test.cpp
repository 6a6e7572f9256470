// Hedges as clients and providers meet them: the next target beside a late one, the first answer
// wins, and nobody is asked more often than without.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "rig.hpp"
#include "support/good_stream.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::good_stream;
using gameday::test::pause;
using llm::Dialect;

/// One key each, no retries: a target is one try. A hedge after 500 ms for each request.
Options hedged() {
  Options options = tuned();
  options.providers[0].keys.pop_back();
  for (Provider& provider : options.providers) {
    provider.retry.max = 0;
  }
  options.hedge = HedgeOptions{500ms, {}, 100};
  return options;
}

Play after(Duration time, Play play) {
  play.takes = time;
  return play;
}

Play good(Duration time) {
  return after(time, streamed(good_stream(Dialect::openai)));
}

rt::awaitable<http::Response> stream(Rig& rig) {
  Ask ask = streaming();
  http::Response response = co_await rig.ask(std::move(ask));
  co_return response;
}

double left_after(const ScriptedProvider::Seen& seen) {
  return to_milliseconds(seen.left - seen.at);
}

TEST(Hedge, TheNextTargetAnswersForALateOne) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {good(3s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_NEAR(static_cast<double>(r.took()), 500 + 100, 2);
    EXPECT_EQ(read_stream(response.body).text, "Hiho");
    EXPECT_EQ(response.head.fields.get("x-gameday-served-by"), "lifeboat/haiku");
    EXPECT_EQ(tries(response), "openai/a:lost_hedge lifeboat/l:200");
    co_await pause(r.world(), 100ms);
    EXPECT_NEAR(left_after(r.openai.seen[0]), 600, 25);  // hung up on: a server looks every 20 ms
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_hedges_total{outcome="won"} 1)"), std::string::npos)
        << metrics;
    EXPECT_NE(metrics.find(R"(key="a",result="lost_hedge"} 1)"), std::string::npos);
    EXPECT_NE(metrics.find("gameday_gateway_failovers_total 0"), std::string::npos);
  });
}

TEST(Hedge, TheFirstMayStillWinAndTheHedgesStreamIsCancelled) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {good(700ms)}}};
  Play role_only = streamed({good_stream(Dialect::openai)[0]}, Tail::hang);  // begun, no content
  rig.lifeboat.plays = {{"", {role_only}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_NEAR(static_cast<double>(r.took()), 700, 2);
    EXPECT_EQ(read_stream(response.body).text, "Hiho");
    EXPECT_EQ(tries(response), "openai/a:200 lifeboat/l:lost_hedge");
    co_await pause(r.world(), 100ms);
    EXPECT_NEAR(left_after(r.lifeboat.seen[0]), 200, 25);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_hedges_total{outcome="lost"} 1)"), std::string::npos)
        << metrics;
  });
}

TEST(Hedge, AStreamThatHasWonGoesOnToItsEnd) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {good(3s)}}};
  Play drips = good(100ms);
  for (Write& write : drips.writes) {
    write.after = 300ms;
  }
  rig.lifeboat.plays = {{"", {drips}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(read_stream(response.body).finish, "stop");
    EXPECT_TRUE(read_stream(response.body).done);
    EXPECT_EQ(r.lifeboat.seen[0].left, never);
  });
}

TEST(Hedge, WhoAnswersInTimeIsAskedAlone) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {good(499ms)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(tries(response), "openai/a:200");
    EXPECT_TRUE(r.lifeboat.seen.empty());
  });
}

TEST(Hedge, WhoFailsInTimeIsFollowedAtOnce) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {after(10ms, play(503, "{}"))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(tries(response), "openai/a:503 lifeboat/l:200");
    EXPECT_NEAR(static_cast<double>(r.took()), 110, 2);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("gameday_gateway_failovers_total 1"), std::string::npos);
  });
}

TEST(Hedge, AFailureBesideItWaitsForIt) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {after(600ms, play(503, "{}"))}}};
  rig.lifeboat.plays = {{"", {good(300ms)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(tries(response), "openai/a:503 lifeboat/l:200");
    EXPECT_NEAR(static_cast<double>(r.took()), 800, 2);
    EXPECT_EQ(r.lifeboat.seen.size(), 1U);
  });
}

TEST(Hedge, AFailureOfTheHedgeWaitsForTheFirst) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {good(900ms)}}};
  rig.lifeboat.plays = {{"", {after(10ms, play(503, "{}"))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(tries(response), "openai/a:200 lifeboat/l:503");
    EXPECT_NEAR(static_cast<double>(r.took()), 900, 2);
  });
}

TEST(Hedge, WhereBothFailTheFirstSpeaksAndNobodyIsAskedAgain) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {after(700ms, play(500, "{}"))}}};
  rig.lifeboat.plays = {{"", {after(10ms, play(503, "{}"))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(response.head.status, 502);
    EXPECT_EQ(tries(response), "openai/a:500 lifeboat/l:503");
    EXPECT_EQ(r.openai.seen.size() + r.lifeboat.seen.size(), 2U);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("lost it, or failed: neither answered."), std::string::npos) << metrics;
    EXPECT_NE(metrics.find(R"(gameday_gateway_hedges_total{outcome="failed"} 1)"),
              std::string::npos)
        << metrics;
  });
}

TEST(Hedge, TheCallersOwnMistakeEndsBoth) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {after(700ms, play(400, R"({"error":{"message":"no"}})"))}}};
  rig.lifeboat.plays = {{"", {good(3s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(response.head.status, 400);
    EXPECT_NEAR(static_cast<double>(r.took()), 700, 2);
    EXPECT_EQ(tries(response), "openai/a:400 lifeboat/l:lost_hedge");
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_hedges_total{outcome="failed"} 1)"),
              std::string::npos)
        << metrics;
  });
}

TEST(Hedge, AfterBothTheChainGoesOnBehindThem) {
  Options options = hedged();
  options.chain.push_back({"openai", "gpt-4o"});
  Rig rig(options);
  rig.openai.plays = {{"", {after(700ms, play(500, "{}")), good(600ms)}}};
  rig.lifeboat.plays = {{"", {after(300ms, play(503, "{}"))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await stream(r);
    EXPECT_EQ(tries(response), "openai/a:500 lifeboat/l:503 openai/a:200");
    EXPECT_NEAR(static_cast<double>(r.took()), 800 + 600, 2);
  });
}

TEST(Hedge, AClientThatLeavesCancelsBothAtOnce) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {good(3s)}}};
  rig.lifeboat.plays = {{"", {good(3s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask hasty = streaming();
    const TimePoint leaves = r.world().now() + 800ms;
    hasty.bound = rt::Bound().tighter(leaves, rt::Limit::none);
    co_await r.ask(std::move(hasty));
    co_await pause(r.world(), 200ms);
    EXPECT_GE(r.openai.seen[0].left, leaves);
    EXPECT_LE(r.openai.seen[0].left, leaves + 100ms);
    EXPECT_GE(r.lifeboat.seen[0].left, leaves);
    EXPECT_LE(r.lifeboat.seen[0].left, leaves + 100ms);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(outcome="client_gone"} 1)"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("gameday_gateway_in_flight 0"), std::string::npos);
    EXPECT_EQ(metrics.find("lost_hedge"), std::string::npos);
  });
}

TEST(Hedge, TheDeadlineEndsBoth) {
  Rig rig(hedged());
  rig.openai.plays = {{"", {good(3s)}}};
  rig.lifeboat.plays = {{"", {good(3s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    ask.fields.push_back(http::Field{"x-gameday-deadline-ms", "1000"});
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 504);
    EXPECT_EQ(llm::read_error(response.body)->code, "deadline_exceeded");
    EXPECT_NEAR(static_cast<double>(r.took()), 1000, 2);
  });
}

TEST(Hedge, WhoLosesHasNotFailed) {
  Options options = hedged();
  options.providers[0].breaker->min_calls = 2;
  Rig rig(options);
  rig.openai.plays = {{"", {good(3s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    for (int request = 0; request < 10; ++request) {
      const http::Response response = co_await stream(r);
      EXPECT_EQ(tries(response), "openai/a:lost_hedge lifeboat/l:200");
    }
  });
}

TEST(Hedge, WholeAnswersAreHedgedOnlyByName) {
  for (const bool named : {false, true}) {
    Options options = hedged();
    if (named) {
      options.hedge->unary_after = 1s;
    }
    Rig rig(options);
    Play late;
    late.takes = 2s;
    rig.openai.plays = {{"", {late}}};
    rig.run([named](Rig& r) -> rt::awaitable<void> {
      const http::Response response = co_await r.ask();
      EXPECT_NEAR(static_cast<double>(r.took()), named ? 1100 : 2000, 2);
      EXPECT_EQ(response.head.status, 200);
    });
  }
}

rt::awaitable<void> ask_one(Rig& rig) {
  Ask ask = streaming();
  const http::Response response = co_await rig.ask(std::move(ask));
  EXPECT_EQ(response.head.status, 200);
}

/// What is counted after a storm of late answers.
std::string storm(std::uint32_t max_percent, std::size_t& hedges) {
  Options options = hedged();
  options.hedge->max_percent = max_percent;
  Rig rig(options);
  rig.openai.plays = {{"", {good(1s)}}};
  std::string metrics;
  rig.run([&](Rig& r) -> rt::awaitable<void> {
    rt::TaskGroup clients(r.world().executor);
    for (int request = 0; request < 200; ++request) {
      clients.spawn("a client", ask_one(r));
      co_await pause(r.world(), 20ms);
    }
    co_await clients.join(rt::Bound());
    hedges = r.lifeboat.seen.size();
    metrics = co_await r.metrics();
  });
  return metrics;
}

TEST(Hedge, OnlyAShareOfTheRequestsIsHedged) {
  std::size_t hedges = 0;
  const std::string metrics = storm(10, hedges);
  EXPECT_EQ(hedges, 20U);
  EXPECT_NE(metrics.find(R"(gameday_gateway_hedges_total{outcome="won"} 20)"), std::string::npos)
      << metrics;
  EXPECT_NE(metrics.find("gameday_gateway_hedges_refused_total 180"), std::string::npos);
}

TEST(Hedge, TheSameRunIsTheSameRun) {
  std::size_t hedges = 0;
  std::size_t again = 0;
  EXPECT_EQ(storm(25, hedges), storm(25, again));
  EXPECT_EQ(hedges, again);
}

TEST(Hedge, TheWorstCaseIsThatOfTheChain) {
  rt::VirtualWorld world(Seed(7));
  Options plain = hedged();
  plain.hedge.reset();
  const Description with = Gateway(world.world(), hedged(), Seed(7)).describe();
  const Description without = Gateway(world.world(), plain, Seed(7)).describe();
  EXPECT_EQ(with.worst_attempts, without.worst_attempts);
  EXPECT_EQ(with.worst_time, without.worst_time);
}

}  // namespace
}  // namespace gameday::gateway::test
