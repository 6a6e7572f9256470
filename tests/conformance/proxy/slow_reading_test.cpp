// `read_throttle`: a request's body that is read slowly or not at all, over memory and over
// sockets.

#include <gtest/gtest.h>

#include "faulty_stage.hpp"
#include "support/both_worlds.hpp"

namespace gameday {
namespace {

using test::RawPeer;

/// Says how much of a body it got.
rt::awaitable<void> measure(http::Exchange& exchange) {
  const auto body = co_await http::read_body(exchange, rt::Bound{});
  const std::string text = body ? std::to_string(body->size()) + " bytes\n" : "cut\n";
  http::Head head = http::response_of(200, "text/plain", text.size());
  co_await http::respond(exchange, std::move(head), text, rt::Bound{});
}

struct Stage : test::FaultyStage {
  Stage(rt::World& the_world, const rt::Address& at) : FaultyStage(the_world, at, measure) {}
};

std::string post(std::size_t size, const char* field = "") {
  return "POST /v1/files HTTP/1.1\r\nHost: p\r\n" + std::string(field) +
         "Content-Length: " + std::to_string(size) + "\r\n\r\n";
}

std::string chunked(std::size_t chunks) {
  std::string text = "POST /v1/files HTTP/1.1\r\nHost: p\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t i = 0; i < chunks; ++i) {
    text += "64\r\n" + std::string(100, 'x') + "\r\n";
  }
  return text + "0\r\n\r\n";
}

rt::awaitable<void> at_a_rate(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{read_throttle: 10KiB/s}");
  for (const std::string& request : {post(1024) + std::string(1024, 'x'), chunked(10)}) {
    const TimePoint asked = world.now();
    RawPeer peer = co_await stage.dial();
    co_await peer.send(request);
    const std::string got = co_await peer.until(" bytes\n");
    EXPECT_GE(world.now() - asked, 95ms) << got;
    EXPECT_TRUE(got.ends_with("\r\n1024 bytes\n") || got.ends_with("\r\n1000 bytes\n")) << got;
    peer.stream().end(End::close);
  }
  co_await stage.stop();
  EXPECT_EQ(stage.counts().injected, 2U);
  EXPECT_EQ(stage.proxy.sink.attempts.front().fault, "fault");
  EXPECT_EQ(stage.proxy.sink.attempts.front().reached, "in the request's body");
}

TEST(SlowReading, TakesItsTime) {
  test::in_both_worlds(at_a_rate);
}

TEST(SlowReading, TakesExactlyItsTimeInMemory) {
  rt::VirtualWorld memory{Seed(1)};
  auto play = [](rt::World& world) -> rt::awaitable<void> {
    Stage stage(world, {"provider", 80});
    stage.inject("{fault: slow-request-read, rate: 1KiB/s}");
    RawPeer peer = co_await stage.dial();
    const TimePoint asked = world.now();
    co_await peer.send(post(100'000) + std::string(100'000, 'x'));
    const std::string got = co_await peer.until(" bytes\n");
    EXPECT_TRUE(got.ends_with("\r\n100000 bytes\n")) << got;
    EXPECT_NEAR(std::chrono::duration<double>(world.now() - asked).count(), 100'000 / 1024.0, 0.1);
    peer.stream().end(End::close);
    co_await stage.stop();
  };
  memory.run(play(memory.world()));
}

/// What the client may still send is what fits between; then it must wait.
rt::awaitable<void> not_at_all(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{read_throttle: 0B/s}");
  RawPeer peer = co_await stage.dial();
  constexpr std::size_t size = 30 * 1024 * 1024;
  co_await peer.send(post(size, "Expect: 100-continue\r\n"));
  const std::string go_on = co_await peer.until("\r\n\r\n");
  EXPECT_EQ(go_on, "HTTP/1.1 100 Continue\r\n\r\n");
  const std::string piece(1024 * 1024, 'x');
  std::size_t sent = 0;
  const rt::Bound soon = test::within(world, 300ms);
  while (sent < size) {
    const rt::asio::const_buffer buffer(piece.data(), std::min(piece.size(), size - sent));
    const rt::IoResult wrote = peer.stream().try_write(std::span(&buffer, 1));
    sent += wrote.n;
    if (wrote.ec) {
      const error_code full = co_await peer.stream().writable(soon);
      if (full) {
        break;
      }
    }
  }
  EXPECT_LT(sent, size / 2);  // the buffers of a kernel, which may be large
  if (at.port != 0) {
    EXPECT_LE(sent, 192U * 1024);
  }
  EXPECT_EQ(stage.counts().injected, 1U);
  stage.proxy.http.heal();
  while (sent < size) {
    const std::size_t more = std::min(piece.size(), size - sent);
    co_await peer.send(piece.substr(0, more));
    sent += more;
  }
  const std::string got = co_await peer.until(" bytes\n");
  EXPECT_TRUE(got.starts_with("HTTP/1.1 ")) << got;
  peer.stream().end(End::close);
  co_await stage.stop();
}

TEST(SlowReading, OfNothingClosesTheWindowUntilAHeal) {
  test::in_both_worlds(not_at_all);
}

rt::awaitable<void> left_and_stopped(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{read_throttle: 0B/s}");
  RawPeer leaves = co_await stage.dial();
  co_await leaves.send(post(10) + "0123456789");
  RawPeer stays = co_await stage.dial();
  co_await stays.send(post(100'000) + std::string(100'000, 'x'));
  co_await test::pause(world, 50ms);
  leaves.stream().end(End::close);
  while (stage.proxy.sink.attempts.empty()) {
    co_await test::pause(world, 1ms);
  }
  EXPECT_EQ(stage.proxy.sink.attempts.front().end, record::AttemptEnd::client_left);
  co_await stage.proxy.http.stop(test::within(world, 10ms));
  co_await stays.rest();
  EXPECT_EQ(stays.ended(), rt::IoError::reset);
  co_await stage.stop();
  EXPECT_EQ(stage.proxy.sink.attempts.back().end, record::AttemptEnd::open);
  EXPECT_EQ(stage.counts().injected, 2U);
}

TEST(SlowReading, EndsWithItsClientAndWithTheProxy) {
  test::in_both_worlds(left_and_stopped);
}

rt::awaitable<void> then_answered(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{all_of: [{read_throttle: 10KiB/s}, {fault: overloaded}]}");
  const TimePoint asked = world.now();
  RawPeer peer = co_await stage.dial();
  co_await peer.send(post(1024) + std::string(1024, 'x'));
  const std::string line = co_await peer.until("\r\n");
  EXPECT_TRUE(line.starts_with("HTTP/1.1 503")) << line;
  EXPECT_GE(world.now() - asked, 100ms);
  peer.stream().end(End::close);

  RawPeer bodiless = co_await stage.dial();
  stage.inject("{read_throttle: 10KiB/s}");
  co_await bodiless.send("GET / HTTP/1.1\r\nHost: p\r\n\r\n");
  const std::string well = co_await bodiless.until("\r\n");
  EXPECT_TRUE(well.starts_with("HTTP/1.1 200")) << well;
  co_await bodiless.until(" bytes\n");
  bodiless.stream().end(End::close);
  co_await stage.stop();
  EXPECT_EQ(stage.counts().injected, 1U);
  EXPECT_EQ(stage.counts().bypassed.at("no_body"), 1U);
}

TEST(SlowReading, StandsBesideWhatIsDoneToTheAnswer) {
  test::in_both_worlds(then_answered);
}

}  // namespace
}  // namespace gameday
