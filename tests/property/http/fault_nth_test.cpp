// Client and server, with the Nth stream operation failing, for every N: each answer is right or an
// error, nothing hangs (the virtual world would say so), nothing leaks.

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "http/server.hpp"
#include "rt/virtual_world.hpp"
#include "support/failing_network.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

const rt::Address address{"server", 80};

struct Tally {
  int right = 0;
  int failed = 0;
};

/// Reads the body, waits long enough to be watched, answers in two writes.
rt::awaitable<void> answer(rt::World& world, http::Exchange& exchange) {
  const auto body = co_await http::read_body(exchange, rt::Bound{});
  if (!body) {
    co_return;
  }
  co_await rt::sleep(world, test::within(world, 50ms).with(exchange.stop()));
  const std::string head =
      fmt::format("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body->size());
  const error_code ec = co_await exchange.write(head, rt::Bound{});
  if (!ec) {
    co_await exchange.write(*body, rt::Bound{});
  }
}

rt::awaitable<void> play(rt::World& world, Tally& tally) {
  test::FunctionHandler handler(
      [&world](http::Exchange& exchange) { return answer(world, exchange); });
  http::Server server(world, handler);
  EXPECT_TRUE(server.start(address));
  http::Pool pool(world, address);
  for (const std::size_t size : std::array<std::size_t, 3>{10, 100'000, 0}) {
    http::Head head;
    head.method = "POST";
    head.target = "/";
    const std::string body(size, 'x');
    std::string sent = body;
    const auto response =
        co_await http::fetch(pool, std::move(head), std::move(sent), test::within(world, 5s));
    if (response) {
      EXPECT_EQ(response->body, body);
    }
    ++(response ? tally.right : tally.failed);
  }
  pool.close_idle();
  co_await server.stop(test::within(world, 5s));
  EXPECT_EQ(server.open_connections(), 0U);
}

void fail_each(rt::IoError error) {
  constexpr std::size_t most = 1000;  // operations of a run: far fewer
  bool hit = true;
  std::size_t runs = 0;
  for (std::size_t nth = 0; hit && nth < most; ++nth) {
    rt::VirtualWorld virtual_world(Seed(1));
    rt::World& inner = virtual_world.world();
    test::Countdown countdown{nth, error};
    test::FailingNetwork network(inner.network, countdown);
    rt::World world{inner.executor, inner.clock, network, inner.tasks, inner.seed};
    Tally tally;
    virtual_world.run(play(world, tally));
    EXPECT_EQ(tally.right + tally.failed, 3);
    EXPECT_LE(tally.failed, 1) << "operation " << nth << ": one fault, one victim at most";
    hit = countdown.hit;
    ++runs;
    if (!hit) {
      EXPECT_EQ(tally.right, 3);
    }
  }
  EXPECT_FALSE(hit);
  EXPECT_GT(runs, 30U) << "hardly anything was tried";
}

TEST(FaultNth, Reset) {
  fail_each(rt::IoError::reset);
}
TEST(FaultNth, Fin) {
  fail_each(rt::IoError::eof);
}
TEST(FaultNth, OutOfDescriptors) {
  fail_each(rt::IoError::exhausted);
}

}  // namespace
}  // namespace gameday
