// Slots as clients and providers meet them: so many at one time, a short queue, and then elsewhere.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "policy/key_ring.hpp"
#include "rig.hpp"
#include "support/good_stream.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::pause;

struct Got {
  std::string tries;
  std::int64_t at = 0;  // whole milliseconds since the first was sent
  int status = 0;
  std::string retry_after;
  std::string code;
};

rt::awaitable<void> ask_into(Rig& rig, Ask ask, Got& got) {
  const http::Response response = co_await rig.ask(std::move(ask));
  got.tries = tries(response);
  got.status = response.head.status;
  got.retry_after = response.head.fields.get("Retry-After");
  got.at =
      std::chrono::duration_cast<std::chrono::milliseconds>(rig.world().now() - run_start).count();
  if (got.status >= 400) {
    got.code = llm::read_error(response.body)->code;
  }
}

/// All at once, in this order; 1 ms between them.
rt::awaitable<std::vector<Got>> ask_all(Rig& rig, std::vector<Ask> asks) {
  std::vector<Got> all(asks.size());
  rt::TaskGroup clients(rig.world().executor);
  for (std::size_t at = 0; at < asks.size(); ++at) {
    clients.spawn("a client", ask_into(rig, std::move(asks[at]), all[at]));
    co_await pause(rig.world(), 1ms);
  }
  co_await clients.join(rt::Bound());
  co_return all;
}

Options with_slots(std::uint64_t limit, std::uint64_t queue, Duration queue_time = 500ms) {
  Options options = tuned();
  options.providers[0].keys.pop_back();
  options.providers[0].concurrency = ConcurrencyOptions{limit, queue, queue_time};
  return options;
}

Play slow(Duration takes) {
  Play play;
  play.takes = takes;
  return play;
}

std::vector<Ask> whole(std::size_t count) {
  return std::vector<Ask>(count);
}

TEST(Concurrency, BeyondSlotsAndQueueTheNextTargetAnswers) {
  Rig rig(with_slots(2, 1));
  rig.openai.plays = {{"", {slow(1s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    std::vector<Ask> asks = whole(5);
    const std::vector<Got> got = co_await ask_all(r, std::move(asks));
    EXPECT_EQ(got[0].tries, "openai/a:200");
    EXPECT_EQ(got[1].tries, "openai/a:200");
    EXPECT_EQ(got[2].tries, "openai/a:shed lifeboat/l:200");  // after its time in the queue
    EXPECT_EQ(got[2].at, 2 + 500 + 100);
    EXPECT_EQ(got[3].tries, "openai/a:shed lifeboat/l:200");  // at once
    EXPECT_EQ(got[3].at, 3 + 100);
    EXPECT_EQ(got[4].tries, "openai/a:shed lifeboat/l:200");
    EXPECT_EQ(r.openai.seen.size(), 2U);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_slots_shed_total{provider="openai"} 3)"),
              std::string::npos)
        << metrics;
    EXPECT_NE(metrics.find(R"(gameday_gateway_slots_in_use{provider="openai"} 0)"),
              std::string::npos);
    EXPECT_EQ(metrics.find(R"(result="shed")"), std::string::npos);
    EXPECT_NE(metrics.find("gameday_gateway_failovers_total 3"), std::string::npos);
  });
}

TEST(Concurrency, WhoWaitsIsServedInTheOrderOfComing) {
  Rig rig(with_slots(1, 5, 10s));
  rig.openai.plays = {{"", {slow(200ms)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    std::vector<Ask> asks = whole(4);
    const std::vector<Got> got = co_await ask_all(r, std::move(asks));
    for (std::size_t at = 0; at < got.size(); ++at) {
      EXPECT_EQ(got[at].tries, "openai/a:200");
      EXPECT_EQ(got[at].at, 200 * static_cast<std::int64_t>(at + 1));
    }
  });
}

TEST(Concurrency, WhereNothingIsLeftAClientIsToldToComeBack) {
  Options options = with_slots(1, 0);
  options.chain.pop_back();
  Rig rig(options);
  rig.openai.plays = {{"", {slow(1s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    std::vector<Ask> asks = whole(2);
    const std::vector<Got> got = co_await ask_all(r, std::move(asks));
    EXPECT_EQ(got[0].status, 200);
    EXPECT_EQ(got[1].status, 503);
    EXPECT_EQ(got[1].code, "shed");
    EXPECT_EQ(got[1].retry_after, "1");
    EXPECT_EQ(got[1].at, 1);  // not retried either
  });
}

TEST(Concurrency, AShedTryHidesNoFailure) {
  Options options = with_slots(1, 0);
  std::swap(options.chain[0], options.chain[1]);  // the lifeboat is asked first, and is down
  options.providers[1].retry.max = 0;
  Rig rig(options);
  rig.openai.plays = {{"", {slow(1s)}}};
  rig.lifeboat.plays = {{"", {play(503, "{}")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    std::vector<Ask> asks = whole(2);
    const std::vector<Got> got = co_await ask_all(r, std::move(asks));
    EXPECT_EQ(got[0].tries, "lifeboat/l:503 openai/a:200");
    EXPECT_EQ(got[1].tries, "lifeboat/l:503 openai/a:shed");
    EXPECT_EQ(got[1].code, "server_is_overloaded");
  });
}

TEST(Concurrency, AStreamHoldsItsSlotToItsEnd) {
  Rig rig(with_slots(1, 0));
  Play drips = streamed(gameday::test::good_stream(llm::Dialect::openai));
  for (Write& write : drips.writes) {
    write.after = 100ms;
  }
  rig.openai.plays = {{"", {drips}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Got first;
    rt::TaskGroup clients(r.world().executor);
    Ask stream = streaming();
    clients.spawn("a client", ask_into(r, std::move(stream), first));
    co_await pause(r.world(), 450ms);  // its content comes, its end does not
    const http::Response turned_away = co_await r.ask();
    EXPECT_EQ(tries(turned_away), "openai/a:shed lifeboat/l:200");
    co_await clients.join(rt::Bound());
    EXPECT_EQ(first.status, 200);
    Ask again = streaming();
    const http::Response response = co_await r.ask(std::move(again));
    EXPECT_EQ(tries(response), "openai/a:200");
  });
}

TEST(Concurrency, NoSlotIsHeldThroughAWait) {
  Options options = with_slots(1, 0);
  options.providers[0].retry.base = options.providers[0].retry.ceiling = 1s;
  Rig rig(options);
  Play dead = play(503, "{}");
  dead.takes = 10ms;
  rig.openai.plays = {{"", {dead, Play()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Got first;
    rt::TaskGroup clients(r.world().executor);
    clients.spawn("a client", ask_into(r, Ask(), first));
    co_await pause(r.world(), 500ms);
    const http::Response between = co_await r.ask();
    EXPECT_EQ(tries(between), "openai/a:200");
    co_await clients.join(rt::Bound());
    EXPECT_EQ(first.tries, "openai/a:503 openai/a:200");
  });
}

TEST(Concurrency, WhoLeavesLeavesTheQueue) {
  Rig rig(with_slots(1, 1, 10s));
  rig.openai.plays = {{"", {slow(1s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    std::vector<Got> got(3);
    rt::TaskGroup clients(r.world().executor);
    clients.spawn("a client", ask_into(r, Ask(), got[0]));
    co_await pause(r.world(), 10ms);
    Ask hasty;
    hasty.bound = rt::Bound().tighter(r.world().now() + 100ms, rt::Limit::none);
    clients.spawn("a client that leaves", ask_into(r, std::move(hasty), got[1]));
    co_await pause(r.world(), 200ms);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_slots_queued{provider="openai"} 0)"),
              std::string::npos)
        << metrics;
    clients.spawn("a client", ask_into(r, Ask(), got[2]));  // its place is free
    co_await clients.join(rt::Bound());
    EXPECT_EQ(got[0].at, 1000);
    EXPECT_EQ(got[2].tries, "openai/a:200");
    EXPECT_EQ(got[2].at, 2000);
    EXPECT_EQ(r.openai.seen.size(), 2U);
  });
}

TEST(Concurrency, TheDeadlineEndsAWaitForASlot) {
  Rig rig(with_slots(1, 5, 10s));
  rig.openai.plays = {{"", {slow(1s)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    std::vector<Ask> asks = whole(2);
    asks[1].fields.push_back(http::Field{"x-gameday-deadline-ms", "300"});
    const std::vector<Got> got = co_await ask_all(r, std::move(asks));
    EXPECT_EQ(got[1].status, 504);
    EXPECT_EQ(got[1].code, "deadline_exceeded");
    EXPECT_EQ(got[1].at, 1 + 300);
  });
}

TEST(Concurrency, NeitherShedCallsNorWaitsCountForTheBreaker) {
  Options options = with_slots(1, 1, 10s);
  options.providers[0].breaker->slow = 300ms;
  options.providers[0].breaker->min_calls = 2;
  Rig rig(options);
  rig.openai.plays = {{"", {slow(200ms)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    for (int round = 0; round < 5; ++round) {
      std::vector<Ask> asks = whole(4);  // one runs, one waits as long, two are shed
      const std::vector<Got> got = co_await ask_all(r, std::move(asks));
      EXPECT_EQ(got[1].tries, "openai/a:200");
      EXPECT_EQ(got[3].tries, "openai/a:shed lifeboat/l:200");
    }
    EXPECT_EQ(r.openai.seen.size(), 10U);
  });
}

TEST(Concurrency, WhoWaitsHearsOfABreakerThatOpensMeanwhile) {
  Options options = with_slots(1, 5, 10s);
  options.providers[0].retry.max = 0;
  options.providers[0].breaker->min_calls = 1;
  Rig rig(options);
  Play dies = play(503, "{}");
  dies.takes = 300ms;
  rig.openai.plays = {{"", {dies}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    std::vector<Ask> asks = whole(3);
    const std::vector<Got> got = co_await ask_all(r, std::move(asks));
    EXPECT_EQ(got[0].tries, "openai/a:503 lifeboat/l:200");
    for (const std::size_t waited : {1, 2}) {
      EXPECT_EQ(got[waited].tries, "openai/a:rejected_open lifeboat/l:200");
      EXPECT_EQ(got[waited].at, 300 + 100);
    }
    EXPECT_EQ(r.openai.seen.size(), 1U);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_slots_in_use{provider="openai"} 0)"),
              std::string::npos)
        << metrics;
  });
}

/// Three chats, and an embedding that holds the one slot until the breaker of the first is due.
std::vector<Got> wait_until_due(const Play& probe) {
  Options options = with_slots(1, 5, 10s);
  options.embeddings = {{"openai", "e"}};  // the same slots, another breaker
  options.providers[0].retry.max = 0;
  options.providers[0].breaker->min_calls = 1;
  options.providers[0].breaker->open = 500ms;
  Rig rig(options);
  Play dies = play(503, "{}");
  dies.takes = 300ms;
  rig.openai.plays = {{"", {dies, slow(1s), probe, Play()}}};
  std::vector<Got> got;
  rig.run([&got](Rig& r) -> rt::awaitable<void> {
    std::vector<Ask> asks = whole(4);
    asks[1].path = "/v1/embeddings";
    asks[1].body = R"({"model":"e","input":"x"})";
    got = co_await ask_all(r, std::move(asks));
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_slots_in_use{provider="openai"} 0)"),
              std::string::npos)
        << metrics;
  });
  return got;
}

TEST(Concurrency, WhoHasWaitedUntilABreakerIsDueIsItsProbe) {
  const std::vector<Got> good = wait_until_due(slow(100ms));
  EXPECT_EQ(good[0].tries, "openai/a:503 lifeboat/l:200");
  EXPECT_EQ(good[2].tries, "openai/a:200");
  EXPECT_EQ(good[3].tries, "openai/a:200");
  const std::vector<Got> bad = wait_until_due(play(503, "{}"));
  EXPECT_EQ(bad[2].tries, "openai/a:503 lifeboat/l:200");
  EXPECT_EQ(bad[3].tries, "openai/a:rejected_open lifeboat/l:200");
}

TEST(Concurrency, AProbeFromTheBenchThatDiesInTheQueueIsStillToBeMade) {
  Options options = with_slots(1, 5, 10s);
  options.embeddings = {{"openai", "e"}};  // the same slots
  Rig rig(options);
  rig.openai.plays = {{"", {play(404, "{}"), slow(1s), Play()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response benched = co_await r.ask();
    EXPECT_EQ(tries(benched), "openai/a:404 lifeboat/l:200");
    co_await pause(r.world(), policy::bench_time);
    Got other;
    rt::TaskGroup clients(r.world().executor);
    Ask embedding;
    embedding.path = "/v1/embeddings";
    embedding.body = R"({"model":"e","input":"x"})";
    clients.spawn("a client", ask_into(r, std::move(embedding), other));
    co_await pause(r.world(), 10ms);
    Ask hasty;
    hasty.fields.push_back(http::Field{"x-gameday-deadline-ms", "300"});
    const http::Response late = co_await r.ask(std::move(hasty));
    EXPECT_EQ(late.head.status, 504);
    co_await clients.join(rt::Bound());
    EXPECT_EQ(r.openai.seen.size(), 2U);
    const http::Response probe = co_await r.ask();
    EXPECT_EQ(tries(probe), "openai/a:200");
  });
}

}  // namespace
}  // namespace gameday::gateway::test
