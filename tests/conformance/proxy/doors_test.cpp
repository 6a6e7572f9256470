// A fault proxy whose port is shut, over memory and over sockets.

#include <gtest/gtest.h>

#include "rt/error.hpp"
#include "rt/event.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "started_proxy.hpp"

namespace gameday {
namespace {

using test::RawPeer;

using Kind = faults::Conn::Kind;

faults::Injection shutting(Kind kind) {
  faults::Injection injection;
  injection.name = "shut";
  injection.deed.conn.emplace().kind = kind;
  return injection;
}

/// Held until `let_go`, so that an attempt is busy while the door moves.
class SlowProvider {
 public:
  explicit SlowProvider(rt::World& world)
      : released_(world),
        handler_([this](http::Exchange& exchange) { return answer(exchange); }),
        server_(world, handler_) {}

  http::Server& server() { return server_; }
  void let_go() {
    held_ = false;
    released_.notify();
  }

 private:
  rt::awaitable<void> answer(http::Exchange& exchange) {
    const auto body = co_await http::read_body(exchange, rt::Bound{});
    while (held_ && exchange.request().path() == "/held") {
      co_await released_.wait(rt::Bound{});
    }
    http::Head head = http::response_of(200, "text/plain", 3);
    co_await http::respond(exchange, std::move(head), "ok\n", rt::Bound{});
  }

  bool held_ = true;
  rt::Event released_;
  test::FunctionHandler handler_;
  http::Server server_;
};

constexpr const char* get = "GET / HTTP/1.1\r\nHost: p\r\n\r\n";
constexpr const char* get_held = "GET /held HTTP/1.1\r\nHost: p\r\n\r\n";

rt::awaitable<error_code> knock(rt::World& world, rt::Address address, Duration patience) {
  const auto stream =
      co_await world.network.dial(std::move(address), test::within(world, patience));
  co_return stream ? error_code{} : stream.error();
}

rt::awaitable<void> play(rt::World& world, rt::Address at, Kind kind) {
  const bool refuses = kind == Kind::refuse;
  SlowProvider provider(world);
  test::StartedProxy proxy(world, provider.server().start(at).value(), at);
  RawPeer idle = co_await RawPeer::dial(world, proxy.address);
  co_await idle.send(get);
  co_await idle.until("ok\n");
  RawPeer busy = co_await RawPeer::dial(world, proxy.address);
  co_await busy.send(get_held);
  co_await test::pause(world, 30ms);  // it has reached the provider

  proxy.http.apply(test::plan_of(shutting(kind)));
  co_await idle.rest();
  EXPECT_EQ(idle.ended(), rt::IoError::eof);
  for (int i = 0; i < 2; ++i) {
    const error_code ec = co_await knock(world, proxy.address, 30ms);
    EXPECT_EQ(ec, refuses ? rt::IoError::refused : rt::IoError::timed_out);
  }
  provider.let_go();
  const std::string answer = co_await busy.rest();
  EXPECT_TRUE(answer.ends_with("ok\n")) << answer;
  EXPECT_EQ(busy.ended(), rt::IoError::eof);

  proxy.http.apply(std::make_shared<faults::FaultPlan>());
  RawPeer again = co_await RawPeer::dial(world, proxy.address);
  co_await again.send(get);
  const std::string well = co_await again.until("ok\n");
  EXPECT_TRUE(well.starts_with("HTTP/1.1 200 OK\r\n"));
  again.stream().end(End::close);
  co_await proxy.http.stop(test::within(world, 5s));
  co_await provider.server().stop(test::within(world, 5s));

  const faults::Counts counts = proxy.ledger.by_name().at("shut");
  EXPECT_EQ(counts.injected, 2U);  // connections that it ended: nobody saw who knocked
  EXPECT_EQ(counts.seen, 2U);
  EXPECT_GE(counts.shut, refuses ? 0ms : 60ms);
  EXPECT_GT(counts.shut, 0ms);
  EXPECT_EQ(proxy.sink.attempts.size(), 3U);
}

class Doors : public testing::TestWithParam<Kind> {};

TEST_P(Doors, AreShutForEverybodyInMemory) {
  rt::VirtualWorld world(Seed(1));
  world.run(play(world.world(), {"provider", 80}, GetParam()));
}

TEST_P(Doors, AreShutForEverybodyOverSockets) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(play(world.world(), {"127.0.0.1", 0}, GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Proxy, Doors, testing::Values(Kind::refuse, Kind::blackhole));

}  // namespace
}  // namespace gameday
