// Who answers before a large request is written whole: heard at once, and the rest is kept.

#include <array>
#include <functional>
#include <optional>

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

using test::pause;
using test::within;

constexpr const char* too_large = "HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno";

std::string large_request() {
  const std::string body(1024 * 1024, 'x');
  return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

/// What the client has of a server that does `serve` with its connection.
struct Had {
  int status = 0;
  error_code ec;
  std::optional<http::Step> step;  // that failed
  Duration took{};
  std::size_t idle = 0;  // connections kept afterwards
};

using Serve = std::function<rt::awaitable<void>(rt::World& world, rt::ByteStream& stream)>;

Had ask(const Serve& serve) {
  rt::VirtualWorld memory{Seed(1)};
  rt::World& world = memory.world();
  Had had;
  const auto main = [&]() -> rt::awaitable<void> {
    auto listener = std::move(world.network.listen({"provider", 80}).value());
    rt::TaskGroup tasks(world.executor);
    const auto accept = [&]() -> rt::awaitable<void> {
      auto stream = co_await listener->accept(within(world, 5s));
      co_await serve(world, *stream.value());
    };
    tasks.spawn("test: server", accept());
    http::Pool pool(world, {"provider", 80});
    const std::string message = large_request();
    const http::StepBound bound = [&](http::Step) { return within(world, 5s); };
    const TimePoint began = world.now();
    {
      const auto asked = co_await http::ask_once(pool, "POST", message, bound, false);
      had.took = world.now() - began;
      had.status = asked ? (*asked)->head().status : 0;
      if (!asked) {
        had.ec = asked.error().ec;
        had.step = asked.error().step;
      }
      bool ended = !asked;
      while (!ended) {
        const auto part = co_await (*asked)->read_part(within(world, 1s));
        ended = !part || part->end;
      }
    }
    had.idle = pool.idle();
    co_await tasks.join(rt::Bound{});
  };
  memory.run(main());
  return had;
}

rt::awaitable<void> say(rt::World& world, rt::ByteStream& stream, std::string text) {
  co_await rt::write_all(stream, text, within(world, 5s));
}
/// All that is sent, or until the client has gone.
rt::awaitable<std::size_t> take(rt::World& world, rt::ByteStream& stream, std::size_t most) {
  std::size_t taken = 0;
  std::array<std::byte, 4096> bytes;
  while (taken < most) {
    const rt::IoResult read = co_await stream.read_some(bytes, within(world, 5s));
    taken += read.n;
    if (read.ec) {
      break;
    }
  }
  co_return taken;
}

TEST(EarlyAnswer, IsHeardWhileTheRequestIsNotTaken) {
  const Had had = ask([](rt::World& world, rt::ByteStream& stream) -> rt::awaitable<void> {
    co_await take(world, stream, 4096);
    co_await pause(world, 100ms);
    co_await say(world, stream, too_large);
    co_await pause(world, 1s);
  });
  EXPECT_EQ(had.status, 413);
  EXPECT_GE(had.took, 100ms);
  EXPECT_LE(had.took, 125ms);
  EXPECT_EQ(had.idle, 0U);  // the rest of the request was never sent
}

TEST(EarlyAnswer, IsHeardAlsoWhereTheConnectionIsResetBehindIt) {
  const Had had = ask([](rt::World& world, rt::ByteStream& stream) -> rt::awaitable<void> {
    co_await take(world, stream, 4096);
    co_await say(world, stream, too_large);
    co_await pause(world, 30ms);
    stream.end(End::reset);
  });
  EXPECT_EQ(had.status, 413);
}

TEST(EarlyAnswer, WhatOnlyAnnouncesOneIsNone) {
  const std::size_t all = large_request().size();
  std::size_t taken = 0;
  const Had had = ask([&](rt::World& world, rt::ByteStream& stream) -> rt::awaitable<void> {
    taken = co_await take(world, stream, 4096);
    co_await say(world, stream, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early");
    co_await pause(world, 100ms);
    co_await say(world, stream, " Hints\r\nLink: x\r\n\r\n");
    co_await pause(world, 100ms);
    const std::size_t rest = co_await take(world, stream, all - taken);
    taken += rest;
    co_await say(world, stream, too_large);
    co_await pause(world, 100ms);
  });
  EXPECT_EQ(taken, all);
  EXPECT_EQ(had.status, 413);
  EXPECT_EQ(had.idle, 1U);  // whole on both sides
}

TEST(EarlyAnswer, AnnouncementsWithoutEndAreListenedToOnlySoLong) {
  constexpr std::string_view more = "HTTP/1.1 100 Continue\r\n\r\n";
  const std::size_t most = 4 * http::Limits().head / more.size();
  std::size_t said = 0;
  const Had had = ask([&](rt::World& world, rt::ByteStream& stream) -> rt::awaitable<void> {
    co_await take(world, stream, 4096);
    while (said < most) {
      co_await say(world, stream, std::string(more));
      ++said;
      co_await pause(world, 1ms);
    }
  });
  EXPECT_EQ(had.status, 0);
  EXPECT_EQ(had.step, http::Step::head);  // not until the time for writing is over
}

TEST(EarlyAnswer, OneThatIsNoErrorIsNoReasonToStopWriting) {
  constexpr const char* well = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  const std::size_t all = large_request().size();
  for (const char* before : {"", "HTTP/1.1 100 Continue\r\n\r\n"}) {
    std::size_t taken = 0;
    const Had had = ask([&](rt::World& world, rt::ByteStream& stream) -> rt::awaitable<void> {
      taken = co_await take(world, stream, 4096);
      co_await say(world, stream, before);
      co_await say(world, stream, well);
      co_await pause(world, 100ms);
      const std::size_t rest = co_await take(world, stream, all - taken);
      taken += rest;
      co_await pause(world, 1s);
    });
    EXPECT_EQ(taken, all) << before;
    EXPECT_EQ(had.status, 200) << before;
    EXPECT_EQ(had.idle, 1U) << before;  // whole on both sides
  }
}

TEST(EarlyAnswer, ALongOneWaitsForItsReader) {
  const std::string body(256 * 1024, 'y');  // more than a head may have
  const std::string well =
      "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  const std::size_t all = large_request().size();
  std::size_t taken = 0;
  const Had had = ask([&](rt::World& world, rt::ByteStream& stream) -> rt::awaitable<void> {
    taken = co_await take(world, stream, 4096);
    rt::TaskGroup tasks(world.executor);
    tasks.spawn("test: answer", say(world, stream, well));
    co_await pause(world, 100ms);
    const std::size_t rest = co_await take(world, stream, all - taken);
    taken += rest;
    co_await tasks.join(rt::Bound{});
    co_await pause(world, 1s);
  });
  EXPECT_EQ(taken, all);
  EXPECT_EQ(had.status, 200);
  EXPECT_EQ(had.idle, 1U);
}

TEST(EarlyAnswer, IsHeardWhateverItSaysWhereNoMoreIsTaken) {
  const Had had = ask([](rt::World& world, rt::ByteStream& stream) -> rt::awaitable<void> {
    co_await take(world, stream, 4096);
    co_await say(world, stream, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    co_await pause(world, 30ms);
    stream.end(End::reset);
  });
  EXPECT_EQ(had.status, 200);
  EXPECT_EQ(had.idle, 0U);
}

TEST(EarlyAnswer, NeitherAnAnswerNorATakerIsATimeout) {
  const Had had = ask(
      [](rt::World& world, rt::ByteStream&) -> rt::awaitable<void> { co_await pause(world, 10s); });
  EXPECT_EQ(had.ec, rt::IoError::timed_out);
  EXPECT_GE(had.took, 5s);
  EXPECT_LT(had.took, 5001ms);
}

}  // namespace
}  // namespace gameday
