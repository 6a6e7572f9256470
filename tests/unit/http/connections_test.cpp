// Connections that somebody else accepted: served, counted and ended as a server's own.

#include "http/connections.hpp"

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

using test::RawPeer;
using test::within;

const rt::Address address{"port", 80};

class ConnectionsTest : public testing::Test {
 protected:
  /// Accepts one, reads a word itself, and only then hands the rest in.
  rt::awaitable<RawPeer> hand_in(std::uint64_t id) {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send("hey ");
    rt::StreamPtr stream = (co_await listener->accept(within(world, 1s))).value();
    std::array<std::byte, 4> word{};
    const rt::IoResult read = co_await stream->read_some(word, within(world, 1s));
    EXPECT_EQ(read.n, 4U);
    tasks.spawn("serve", connections.serve(std::move(stream), id));
    co_return peer;
  }
  rt::awaitable<void> answer(http::Exchange& exchange) {
    ids.push_back(exchange.connection());
    if (exchange.request().target == "/slow") {
      co_await test::pause(world, 1min);
    }
    const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
    http::Head head = http::response_of(200, "text/plain", 3);
    co_await http::respond(exchange, std::move(head), "ok\n", bound);
  }

  rt::awaitable<void> served() {
    RawPeer peer = co_await hand_in(7);
    co_await peer.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string got = co_await peer.until("ok\n");
    EXPECT_TRUE(got.starts_with("HTTP/1.1 200"));
    EXPECT_EQ(connections.open(), 1U);
    connections.end_open();
    co_await peer.rest();
    EXPECT_EQ(peer.ended(), rt::IoError::eof);
    RawPeer later = co_await hand_in(8);  // those to come are not concerned
    co_await later.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string again = co_await later.until("ok\n");
    EXPECT_TRUE(again.starts_with("HTTP/1.1 200"));
    EXPECT_EQ(ids, (std::vector<std::uint64_t>{7, 8}));
    co_await connections.stop(within(world, 1s));
    EXPECT_EQ(connections.open(), 0U);
    co_await tasks.join(rt::Bound{});
  }

  rt::awaitable<void> stopped() {
    RawPeer slow = co_await hand_in(1);
    co_await slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
    co_await test::pause(world, 1s);
    const TimePoint began = world.now();
    co_await connections.stop(within(world, 2s));
    EXPECT_GE(world.now() - began, 2s);
    EXPECT_EQ(connections.open(), 0U);
    co_await slow.rest();
    EXPECT_EQ(slow.ended(), rt::IoError::reset);
    RawPeer late = co_await hand_in(2);
    co_await late.rest();
    EXPECT_EQ(late.ended(), rt::IoError::reset) << "nothing is begun after the end";
    co_await tasks.join(rt::Bound{});
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  std::unique_ptr<rt::Listener> listener = std::move(world.network.listen(address).value());
  std::vector<std::uint64_t> ids;
  test::FunctionHandler handler{[this](http::Exchange& exchange) { return answer(exchange); }};
  http::Connections connections{world, handler};
  rt::TaskGroup tasks{world.executor};
};

TEST_F(ConnectionsTest, AreServedWhoeverAcceptedThem) {
  virtual_world.run(served());
}

TEST_F(ConnectionsTest, EndWithTheirServerAtTheLatest) {
  virtual_world.run(stopped());
}

}  // namespace
}  // namespace gameday
