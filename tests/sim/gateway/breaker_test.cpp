// Breakers as clients and providers meet them: a dead primary is left alone, and comes back.

#include <algorithm>
#include <deque>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "rig.hpp"
#include "support/good_stream.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::pause;

/// What became of requests that followed one another at a steady rate.
struct Served {
  std::size_t ok = 0;
  std::map<std::string, std::size_t> by;  // target
};
rt::awaitable<Served> ask_steadily(Rig& rig, int count, Duration every, const Ask& ask) {
  Served served;
  for (int i = 0; i < count; ++i) {
    const TimePoint next = rig.world().now() + every;
    Ask one = ask;
    const http::Response response = co_await rig.ask(std::move(one));
    served.ok += response.head.status == 200 ? 1U : 0U;
    ++served.by[std::string(response.head.fields.get("x-gameday-served-by"))];
    const Duration left = std::max<Duration>(next - rig.world().now(), 0ms);
    co_await pause(rig.world(), left);
  }
  co_return served;
}

const Ask whole = Ask();

/// One key each, and nobody retries: an attempt is a request's.
Options plain() {
  Options options = tuned();
  options.providers[0].keys.pop_back();
  return options;
}

constexpr const char* primary_state =
    R"(gameday_gateway_breaker_state{provider="openai",model="gpt-4o-mini",key="a"} )";

TEST(Breakers, ADeadPrimaryIsLeftAlone) {
  Options options = plain();
  options.providers[0].breaker->open = 60s;
  Rig rig(options);
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const Served served = co_await ask_steadily(r, 100, 400ms, whole);
    EXPECT_EQ(served.ok, 100U);
    EXPECT_EQ(served.by.at("lifeboat/haiku"), 100U);
    EXPECT_LE(r.openai.seen.size(), 10U);  // all of them before it opened
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(std::string(primary_state) + "2\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("gameday_gateway_failovers_total 100"), std::string::npos);
  });
}

TEST(Breakers, WithoutThemEveryRequestAsksIt) {
  Options options = plain();
  options.providers[0].breaker.reset();
  Rig rig(options);
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const Served served = co_await ask_steadily(r, 100, 400ms, whole);
    EXPECT_EQ(served.ok, 100U);
    EXPECT_EQ(r.openai.seen.size(), 200U);  // each with its retry
    const std::string metrics = co_await r.metrics();
    EXPECT_EQ(metrics.find(primary_state), std::string::npos);
  });
}

TEST(Breakers, ThePrimaryComesBackWhenItIsWell) {
  Rig rig(plain());
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await ask_steadily(r, 20, 400ms, whole);
    const std::size_t before = r.openai.seen.size();
    co_await ask_steadily(r, 25, 400ms, whole);    // 10 s
    EXPECT_LE(r.openai.seen.size() - before, 2U);  // a probe every 5 s
    r.openai.plays.clear();
    co_await pause(r.world(), 5s);
    const http::Response probe = co_await r.ask();
    EXPECT_EQ(tries(probe), "openai/a:200");
    const Served served = co_await ask_steadily(r, 20, 100ms, whole);
    EXPECT_EQ(served.by.at("openai/gpt-4o-mini"), 20U);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(std::string(primary_state) + "0\n"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find(R"(key="a",to="closed"} 1)"), std::string::npos) << metrics;
  });
}

TEST(Breakers, WhoIsBackIsGivenItsTrafficBackByAndBy) {
  Options options = plain();
  options.providers[0].breaker->slow_start = 90s;
  Rig rig(options);
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await ask_steadily(r, 20, 400ms, whole);
    r.openai.plays.clear();
    co_await pause(r.world(), 5s);
    const http::Response probe = co_await r.ask();
    EXPECT_EQ(tries(probe), "openai/a:200");
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(
        metrics.find("gameday_gateway_breaker_share{provider=\"openai\",model=\"gpt-4o-mini\","
                     "key=\"a\"} 10\n"),
        std::string::npos)
        << metrics;
    // 10 to 20 %, 60 to 70 %, all: the lifeboat has the rest, at once.
    const double shares[] = {15, 65, 100};
    for (const double share : shares) {
      const Served served = co_await ask_steadily(r, 100, 100ms, whole);
      EXPECT_EQ(served.ok, 100U);
      EXPECT_NEAR(static_cast<double>(served.by.at("openai/gpt-4o-mini")), share, 2);
      co_await pause(r.world(), 40s);
    }
  });
}

TEST(Breakers, ARefusalStandsInTheTrail) {
  Rig rig(plain());
  rig.openai.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await ask_steadily(r, 10, 100ms, whole);
    const http::Response response = co_await r.ask();
    EXPECT_EQ(tries(response), "openai/a:rejected_open lifeboat/l:200");
    const std::string metrics = co_await r.metrics();
    EXPECT_EQ(metrics.find(R"(result="rejected_open")"), std::string::npos);
  });
}

TEST(Breakers, WhoIsRefusedByAllIsToldWhenToComeBack) {
  Rig rig(plain());
  rig.openai.plays = {{"", {dead()}}};
  rig.lifeboat.plays = {{"", {dead()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await ask_steadily(r, 5, 400ms, whole);
    const std::vector<Ask> both{whole, streaming()};
    for (const Ask& one : both) {
      Ask ask = one;
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(response.head.status, 503);
      EXPECT_EQ(llm::read_error(response.body)->code, "rejected_open");
      EXPECT_EQ(response.head.fields.get("Retry-After"), "5");
      EXPECT_FALSE(response.head.fields.has("x-should-retry"));
      EXPECT_EQ(tries(response), "openai/a:rejected_open lifeboat/l:rejected_open");
    }
    EXPECT_EQ(r.openai.seen.size(), 10U);
  });
}

TEST(Breakers, StreamsThatBreakAfterTheirHeadOpenThem) {
  Rig rig(plain());
  auto events = gameday::test::good_stream(llm::Dialect::openai);
  events.resize(3);  // with both deltas, without its end
  const Play breaks = streamed(events, Tail::reset);
  rig.openai.plays = {{"", {breaks}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const Ask ask = streaming();
    co_await ask_steadily(r, 20, 200ms, ask);
    EXPECT_EQ(r.openai.seen.size(), 10U);
  });
}

TEST(Breakers, BadRequestsLeaveThemClosed) {  // F56
  Rig rig(plain());
  const Play too_long =
      play(400, R"({"error":{"type":"invalid_request_error","code":"context_length_exceeded"}})");
  rig.openai.plays = {{"", std::deque<Play>(25, too_long)}};
  rig.openai.plays[""].push_back(Play());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const Served served = co_await ask_steadily(r, 25, 100ms, whole);
    EXPECT_EQ(served.ok, 0U);
    const http::Response good = co_await r.ask();
    EXPECT_EQ(tries(good), "openai/a:200");
  });
}

TEST(Breakers, AClientsOwnShortDeadlineLeavesThemClosed) {
  Rig rig(plain());
  Play slow;
  slow.takes = 1s;
  rig.openai.plays = {{"", {slow}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask hasty;
    hasty.fields.push_back(http::Field{"x-gameday-deadline-ms", "20"});
    co_await ask_steadily(r, 25, 100ms, hasty);
    const http::Response good = co_await r.ask();
    EXPECT_EQ(tries(good), "openai/a:200");
  });
}

}  // namespace
}  // namespace gameday::gateway::test
