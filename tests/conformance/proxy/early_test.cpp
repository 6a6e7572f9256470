// `respond: {early: true}`: the answer comes while the client still writes, then the close does.

#include <gtest/gtest.h>

#include "rt/real_world.hpp"
#include "started_proxy.hpp"
#include "support/parsed_injection.hpp"

namespace gameday {
namespace {

struct Story {
  std::string answer;
  bool closed = false;
  bool reset = false;
  Duration took{};  // from the answer to the close
};

rt::awaitable<void> play(rt::World& world, rt::Address at, bool more, Story& story) {
  test::StartedProxy started(world, {"nobody", 1}, at);
  const auto parsed = test::parse_injection("{respond: {error: too-large, early: true}}");
  started.http.apply(test::plan_of(parsed.injection.value()));
  test::RawPeer client = co_await test::RawPeer::dial(world, started.address);
  co_await client.send(
      "POST /v1/chat/completions HTTP/1.1\r\nHost: p\r\nContent-Length: 10000000\r\n\r\n{\"a\":");
  story.answer = co_await client.until("}}");
  const TimePoint answered = world.now();
  if (more) {
    co_await client.send(std::string(1000, 'x'));
  }
  co_await client.rest();
  story.took = world.now() - answered;
  story.closed = client.ended() == rt::IoError::eof || client.ended() == rt::IoError::reset;
  story.reset = client.ended() == rt::IoError::reset;
  client.stream().end(End::close);
  co_await started.http.stop(test::within(world, 5s));
  EXPECT_EQ(started.sink.attempts.size(), 1U);
  EXPECT_EQ(started.sink.attempts.front().status, 413);
  EXPECT_EQ(started.sink.attempts.front().reached, "before the request's body");
}

Story in_memory(bool more) {
  Story story;
  rt::VirtualWorld world{Seed(1)};
  world.run(play(world.world(), {"provider", 80}, more, story));
  return story;
}

Story over_sockets(bool more) {
  Story story;
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(play(world.world(), {"127.0.0.1", 0}, more, story));
  return story;
}

TEST(Early, AnswersBeforeTheBodyHasCome) {
  const Story memory = in_memory(false);
  EXPECT_TRUE(memory.answer.starts_with("HTTP/1.1 413 ")) << memory.answer;
  EXPECT_NE(memory.answer.find("Connection: close\r\n"), std::string::npos);
  EXPECT_TRUE(memory.closed);
  EXPECT_FALSE(memory.reset);
  EXPECT_EQ(memory.took, 1s);
  const Story sockets = over_sockets(false);
  EXPECT_TRUE(sockets.answer.starts_with("HTTP/1.1 413 ")) << sockets.answer;
  EXPECT_TRUE(sockets.closed);
  EXPECT_FALSE(sockets.reset);
}

rt::awaitable<void> ask_for_the_head(rt::World& world, rt::Address at, std::string& answer) {
  test::StartedProxy started(world, {"nobody", 1}, at);
  const auto parsed = test::parse_injection("{respond: {error: too-large, early: true}}");
  started.http.apply(test::plan_of(parsed.injection.value()));
  test::RawPeer client = co_await test::RawPeer::dial(world, started.address);
  co_await client.send("HEAD /v1/models HTTP/1.1\r\nHost: p\r\n\r\n");
  answer = co_await client.rest();
  co_await started.http.stop(test::within(world, 5s));
}

TEST(Early, AnAnswerToHeadIsAHead) {
  std::string memory;
  rt::VirtualWorld virtual_world{Seed(1)};
  virtual_world.run(ask_for_the_head(virtual_world.world(), {"provider", 80}, memory));
  EXPECT_TRUE(memory.starts_with("HTTP/1.1 413 ")) << memory;
  EXPECT_NE(memory.find("Content-Length: "), std::string::npos) << memory;
  EXPECT_TRUE(memory.ends_with("\r\n\r\n")) << memory;
  std::string sockets;
  rt::RealWorld real_world(rt::Epoch::start(), Seed(1));
  real_world.run(ask_for_the_head(real_world.world(), {"127.0.0.1", 0}, sockets));
  EXPECT_TRUE(sockets.ends_with("\r\n\r\n")) << sockets;
}

TEST(Early, WhoeverStillWritesGetsAReset) {
  EXPECT_TRUE(in_memory(true).reset);
  EXPECT_TRUE(over_sockets(true).reset);
}

}  // namespace
}  // namespace gameday
