// What a fault proxy does to single connections, over memory and over sockets.

#include <gtest/gtest.h>

#include "faulty_stage.hpp"
#include "support/both_worlds.hpp"

namespace gameday {
namespace {

using test::RawPeer;

constexpr const char* get = "GET / HTTP/1.1\r\nHost: p\r\n\r\n";

struct Stage : test::FaultyStage {
  Stage(rt::World& the_world, const rt::Address& at)
      : FaultyStage(the_world, at, test::answer_ok) {}
  /// One request; how it went: "ok", or how the connection ended without an answer.
  rt::awaitable<std::string> ask(RawPeer& peer) {
    co_await peer.send(get);
    const std::string got = co_await peer.until("ok\n");
    co_return got.ends_with("ok\n")                  ? got.starts_with("HTTP/1.1 200") ? "ok" : got
    : peer.ended() == rt::IoError::eof&& got.empty() ? "fin"
                                                     : peer.ended().message();
  }
};

const std::string reset = make_error_code(rt::IoError::reset).message();

rt::awaitable<void> reset_on_accept(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{conn: rst_on_accept, sequence: [pass, fail, pass]}");
  std::vector<std::string> seen;
  for (int i = 0; i < 4; ++i) {
    RawPeer peer = co_await stage.dial();
    co_await test::pause(world, 5ms);  // a reset that is there before the request is no error of it
    seen.push_back(co_await stage.ask(peer));
    peer.stream().end(End::close);
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"ok", reset, "ok", "ok"}));
  co_await stage.stop();
  EXPECT_EQ(stage.counts().seen, 4U);
  EXPECT_EQ(stage.counts().injected, 1U);
  EXPECT_TRUE(stage.counts().connections);
  EXPECT_EQ(stage.proxy.sink.attempts.size(), 3U);  // nobody asked anything on the fourth
}

TEST(Connections, AreResetAsSoonAsTheyAreAccepted) {
  test::in_both_worlds(reset_on_accept);
}

rt::awaitable<void> close_on_reuse(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  for (const std::string how : {"reset", "fin"}) {
    stage.inject("{conn: {kind: close_on_reuse, how: " + how + "}}");
    RawPeer peer = co_await stage.dial();
    const std::string first = co_await stage.ask(peer);
    const std::string second = co_await stage.ask(peer);
    EXPECT_EQ(first, "ok");
    EXPECT_EQ(second, how == "fin" ? how : reset);
    peer.stream().end(End::close);
  }
  RawPeer once = co_await stage.dial();
  const std::string alone = co_await stage.ask(once);
  EXPECT_EQ(alone, "ok");
  once.stream().end(End::close);
  RawPeer healed = co_await stage.dial();
  const std::string before = co_await stage.ask(healed);
  stage.proxy.http.heal();
  const std::string after = co_await stage.ask(healed);
  EXPECT_EQ(before + ' ' + after, "ok ok");
  healed.stream().end(End::close);
  co_await stage.stop();
  EXPECT_EQ(stage.counts().matched, 4U);
  EXPECT_EQ(stage.counts().injected, 2U);
  EXPECT_EQ(stage.bypassed("not_reused"), 1U);
  EXPECT_EQ(stage.bypassed("healed"), 1U);
  EXPECT_EQ(stage.proxy.sink.attempts.size(), 5U);  // those that were answered
}

TEST(Connections, AreEndedWhenTheyAreUsedAgain) {
  test::in_both_worlds(close_on_reuse);
}

/// A pool that is full would never make a connection for the fault to befall.
rt::awaitable<void> open_before(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  RawPeer kept = co_await stage.dial();
  const std::string before = co_await stage.ask(kept);
  EXPECT_EQ(before, "ok");
  stage.inject("{fault: stale-connection}");
  const std::string rest = co_await kept.rest();
  EXPECT_EQ(rest, "");
  EXPECT_EQ(kept.ended(), rt::IoError::eof);
  RawPeer next = co_await stage.dial();
  const std::string first = co_await stage.ask(next);
  stage.inject("{fault: stale-connection}");  // no news
  const std::string second = co_await stage.ask(next);
  EXPECT_EQ(first, "ok");
  EXPECT_EQ(second, reset);
  kept.stream().end(End::close);
  co_await stage.stop();
}

TEST(Connections, ThatWereOpenBeforeAreLetGo) {
  test::in_both_worlds(open_before);
}

/// Two requests in one write: the first one's answer comes whole before the reset.
rt::awaitable<void> pipelined(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{fault: stale-connection}");
  RawPeer peer = co_await stage.dial();
  co_await peer.send(std::string(get) + get);
  const std::string got = co_await peer.rest();
  EXPECT_TRUE(got.ends_with("ok\n")) << got;
  EXPECT_EQ(peer.ended(), rt::IoError::reset);
  co_await stage.stop();
  EXPECT_EQ(stage.counts().injected, 1U);
}

TEST(Connections, AreEndedBehindTheAnswerBefore) {
  test::in_both_worlds(pipelined);
}

rt::awaitable<void> wait_for_time(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{delay: {connect: 100ms}}");
  const TimePoint asked = world.now();
  RawPeer peer = co_await stage.dial();
  const std::string late = co_await stage.ask(peer);
  EXPECT_EQ(late, "ok");
  EXPECT_GE(world.now() - asked, 100ms);
  const TimePoint again = world.now();
  const std::string next = co_await stage.ask(peer);
  EXPECT_EQ(next, "ok");
  if (at.port != 0) {  // in memory nobody else takes our time
    EXPECT_LT(world.now() - again, 1ms) << "it waits once";
  }
  peer.stream().end(End::close);
  co_await stage.stop();
  EXPECT_EQ(stage.counts().injected, 1U);
}

TEST(Connections, AreLeftAloneForATime) {
  test::in_both_worlds(wait_for_time);
}

rt::awaitable<void> wait_for_ever(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{delay: {connect: forever}}");
  RawPeer healed = co_await stage.dial();
  co_await healed.send(get);
  RawPeer gone = co_await stage.dial();
  co_await test::pause(world, 20ms);
  gone.stream().end(End::close);
  stage.proxy.http.heal();
  const std::string answer = co_await healed.until("ok\n");
  EXPECT_TRUE(answer.ends_with("ok\n")) << answer;

  stage.inject("{delay: {connect: forever}}");
  RawPeer stopped = co_await stage.dial();
  co_await stopped.send(get + std::string(90'000, 'x'));  // more than anybody keeps
  RawPeer silent = co_await stage.dial();
  co_await test::pause(world, 20ms);
  EXPECT_EQ(stage.counts().injected, 4U);
  co_await stage.stop();  // nobody there is owed anything: it does not take its 5 s
  co_await stopped.rest();
  co_await silent.rest();
  EXPECT_TRUE(stopped.ended() == rt::IoError::eof || stopped.ended() == rt::IoError::reset);
  EXPECT_EQ(silent.ended(), rt::IoError::eof);
}

TEST(Connections, AreLetInByAHealAndLetGoByAStop) {
  test::in_both_worlds(wait_for_ever);
  rt::VirtualWorld memory{Seed(1)};
  memory.run(wait_for_ever(memory.world(), {"provider", 80}));
  EXPECT_LT(memory.world().now(), run_start + 1s);
}

rt::awaitable<void> shut_meanwhile(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{delay: {connect: forever}}");
  RawPeer waiting = co_await stage.dial();
  co_await test::pause(world, 20ms);
  stage.inject("{conn: refuse}");
  co_await waiting.rest();
  EXPECT_EQ(waiting.ended(), rt::IoError::eof);
  co_await stage.stop();
}

TEST(Connections, AreIdleWhileTheyWait) {
  test::in_both_worlds(shut_meanwhile);
}

rt::awaitable<void> plain(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  stage.inject("{conn: tls_alert}");
  RawPeer peer = co_await stage.dial();
  const std::string answer = co_await stage.ask(peer);
  EXPECT_EQ(answer, "ok");
  peer.stream().end(End::close);
  co_await stage.stop();
  EXPECT_EQ(stage.bypassed("no_tls"), 1U);
}

TEST(Connections, WithoutTlsCannotFailInIt) {
  test::in_both_worlds(plain);
}

}  // namespace
}  // namespace gameday
