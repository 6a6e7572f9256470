// Sizes, counts and times that a caller could stretch, each reached. In memory.

#include "control/limits.hpp"

#include <gtest/gtest.h>

#include "control/api.hpp"
#include "rt/virtual_world.hpp"
#include "support/control_client.hpp"

namespace gameday::control {
namespace {

using test::Asked;
using test::RawPeer;
using test::Told;
using test::within;

struct Stage {
  explicit Stage(rt::World& the_world) : world(the_world), api(the_world, ApiOptions{}) {
    address = api.start({"127.0.0.1", 8474}).value();
  }
  rt::awaitable<Told> ask(std::string method, std::string target, std::string body = "") {
    Asked asked{std::move(method), std::move(target), std::move(body)};
    Told told = co_await test::ask(world, address, std::move(asked));
    co_return told;
  }
  rt::World& world;
  Api api;
  rt::Address address;
};

void play(rt::awaitable<void> (*body)(Stage&)) {
  rt::VirtualWorld world(Seed(1));
  const auto whole = [&]() -> rt::awaitable<void> {
    Stage stage(world.world());
    co_await body(stage);
    co_await stage.api.stop(within(world.world(), 1s));
  };
  world.run(whole());
}

TEST(ApiLimits, SoManyProxies) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    for (std::size_t i = 0; i < most_proxies; ++i) {
      const Told made = co_await stage.ask("POST", "/proxies",
                                           fmt::format(R"({{"name":"p{}","upstream":"u:1"}})", i));
      EXPECT_EQ(made.status, 201);
    }
    const Told more = co_await stage.ask("POST", "/proxies", R"({"name":"x","upstream":"u:1"})");
    EXPECT_EQ(more.status, 400);
    EXPECT_EQ(more.body,
              "{\"error\":\"bad request body: there are at most 1000 proxies\",\"status\":400}\n");
  });
}

TEST(ApiLimits, SoLargeABody) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    std::string body = R"({"name":"a","upstream":"u:1"})";
    body.append(largest_body - body.size(), ' ');
    const Told fits = co_await stage.ask("POST", "/proxies", body);
    EXPECT_EQ(fits.status, 201);
    const Told large = co_await stage.ask("POST", "/proxies", body + " ");
    EXPECT_EQ(large.status, 413);
  });
}

/// A byte now and then keeps each single wait short, and the whole from ever ending.
TEST(ApiLimits, ASlowBodyIsNotWaitedFor) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(stage.world, stage.address);
    const TimePoint began = stage.world.now();
    co_await peer.send("POST /proxies HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n");
    while (stage.world.now() < began + read_time - 1s) {
      co_await peer.send(" ");
      co_await test::pause(stage.world, 1s);
    }
    const std::string said = co_await peer.rest();
    EXPECT_TRUE(said.starts_with("HTTP/1.1 408 ")) << said;
    EXPECT_LT(stage.world.now(), began + read_time + 2s);
  });
}

TEST(ApiLimits, ASlowHeadIsNotWaitedFor) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(stage.world, stage.address);
    const TimePoint began = stage.world.now();
    co_await peer.send("GET /proxies HTTP/1.1\r\n");
    const std::string said = co_await peer.rest();
    EXPECT_TRUE(said.starts_with("HTTP/1.1 408 ")) << said;
    EXPECT_LT(stage.world.now(), began + read_time + 2s);
  });
}

TEST(ApiLimits, AnIdleConnectionIsClosed) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(stage.world, stage.address);
    co_await peer.send("GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n");
    co_await peer.until("}\n");
    const TimePoint began = stage.world.now();
    co_await peer.rest();
    EXPECT_EQ(peer.ended(), rt::IoError::eof);
    EXPECT_GE(stage.world.now(), began + idle_time - 1s);
    EXPECT_LT(stage.world.now(), began + idle_time + 1s);
  });
}

TEST(ApiLimits, ADialThatHangsIsGivenUp) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    const auto silent = std::move(stage.world.network.listen({"silent", 1}).value());
    silent->door(rt::Door::black_hole);
    co_await stage.ask("POST", "/proxies",
                       R"({"name":"a","listen":"127.0.0.1:7000","upstream":"silent:1"})");
    const TimePoint began = stage.world.now();
    const rt::Address proxy{"127.0.0.1", 7000};
    RawPeer client = co_await RawPeer::dial(stage.world, proxy);
    const Told told = co_await stage.ask("GET", "/proxies/a");  // nobody waits for the dial
    EXPECT_EQ(told.status, 200);
    EXPECT_LT(stage.world.now(), began + 1s);
    co_await client.rest();
    EXPECT_EQ(client.ended(), rt::IoError::eof);
    EXPECT_GE(stage.world.now(), began + dial_time);
    RawPeer other = co_await RawPeer::dial(stage.world, proxy);
    const TimePoint asked = stage.world.now();
    const Told disabled = co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":false})");
    EXPECT_EQ(disabled.status, 200);
    EXPECT_LT(stage.world.now(), asked + 1s);
  });
}

/// One connection, several requests, some of them wrong.
TEST(ApiConnections, AreKept) {
  play(+[](Stage& stage) -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(stage.world, stage.address);
    for (const char* const request :
         {"GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "POST /reset HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nwhatever!",
          "GET /nothing HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc",
          "PUT /proxies HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
          "3\r\nabc\r\n0\r\n\r\n",
          "POST /proxies HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n\r\n{"}) {
      co_await peer.send(request);
      const std::string head = co_await peer.until("\r\n\r\n");
      EXPECT_TRUE(head.find("HTTP/1.1 ") != std::string::npos) << head;
      EXPECT_EQ(head.find("Connection: close"), std::string::npos) << head;
      EXPECT_FALSE(peer.ended());
    }
  });
}

}  // namespace
}  // namespace gameday::control
