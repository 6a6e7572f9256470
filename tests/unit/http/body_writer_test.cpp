// A body of unknown length: what the client's side of the wire sees.

#include "http/body_writer.hpp"

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

const rt::Address address{"server", 80};

/// What a client that sends `request` is answered by `one`, a silence, `` and `two`.
std::string streamed(std::string request) {
  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  const auto handle = [&](http::Exchange& exchange) -> rt::awaitable<void> {
    http::Head head;
    head.status = 200;
    http::BodyWriter body(exchange, std::move(head));
    body.add("one");
    co_await body.flush(rt::Bound{});
    co_await test::pause(world, 1s);
    body.add("");
    co_await body.flush(rt::Bound{});
    body.add("two");
    body.finish();
    co_await body.flush(rt::Bound{});
  };
  test::FunctionHandler handler(handle);
  http::Server server(world, handler);
  std::string got;
  const auto play = [&]() -> rt::awaitable<void> {
    EXPECT_TRUE(server.start(address));
    test::RawPeer peer = co_await test::RawPeer::dial(world, address);
    co_await peer.send(std::move(request));
    got = co_await peer.rest();
    EXPECT_EQ(peer.ended(), rt::IoError::eof);
    co_await server.stop(test::within(world, 10s));
  };
  virtual_world.run(play());
  return got;
}

TEST(BodyWriter, ChunksAndClosesWhenAskedTo) {
  EXPECT_EQ(streamed("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
            "3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n");
}

TEST(BodyWriter, AnOldClientGetsABodyUntilTheConnectionCloses) {
  EXPECT_EQ(streamed("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"),
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nonetwo");
}

TEST(BodyWriter, AKeptConnectionAnswersTheNextRequest) {
  const std::string got = streamed(
      "GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(got.starts_with("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n"));
  EXPECT_TRUE(got.ends_with("Connection: close\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n"));
}

}  // namespace
}  // namespace gameday
