// What a fault proxy does to single connections, over memory and over sockets.

#include <gtest/gtest.h>

#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "started_proxy.hpp"
#include "support/parsed_injection.hpp"

namespace gameday {
namespace {

using test::RawPeer;

constexpr const char* get = "GET / HTTP/1.1\r\nHost: p\r\n\r\n";

/// A proxy in front of a provider that answers "ok" to everything.
class Stage {
 public:
  Stage(rt::World& the_world, const rt::Address& at)
      : world(the_world),
        handler_(answer),
        provider_(world, handler_),
        proxy(world, provider_.start(at).value(), at) {}

  void inject(std::string_view text) {
    const auto parsed = test::parse_injection(text);
    EXPECT_EQ(parsed.problems, "") << text;
    faults::Injection injection = parsed.injection.value();
    injection.name = "fault";
    proxy.http.apply(test::plan_of(std::move(injection)));
  }
  rt::awaitable<RawPeer> dial() { return RawPeer::dial(world, proxy.address); }
  /// One request; how it went: "ok", or how the connection ended without an answer.
  rt::awaitable<std::string> ask(RawPeer& peer) {
    co_await peer.send(get);
    const std::string got = co_await peer.until("ok\n");
    co_return got.ends_with("ok\n")                  ? got.starts_with("HTTP/1.1 200") ? "ok" : got
    : peer.ended() == rt::IoError::eof&& got.empty() ? "fin"
                                                     : peer.ended().message();
  }
  rt::awaitable<void> stop() {
    co_await proxy.http.stop(test::within(world, 5s));
    co_await provider_.stop(test::within(world, 5s));
  }
  const faults::Counts& counts() const { return proxy.ledger.by_name().at("fault"); }
  std::uint64_t bypassed(const std::string& why) const {
    const auto found = counts().bypassed.find(why);
    return found == counts().bypassed.end() ? 0 : found->second;
  }

  rt::World& world;

 private:
  static rt::awaitable<void> answer(http::Exchange& exchange) {
    const auto body = co_await http::read_body(exchange, rt::Bound{});
    http::Head head = http::response_of(200, "text/plain", 3);
    co_await http::respond(exchange, std::move(head), "ok\n", rt::Bound{});
  }
  test::FunctionHandler handler_;
  http::Server provider_;

 public:
  test::StartedProxy proxy;
};

using Play = rt::awaitable<void> (*)(rt::World&, rt::Address);

void in_both_worlds(Play play) {
  rt::VirtualWorld memory{Seed(1)};
  memory.run(play(memory.world(), {"provider", 80}));
  rt::RealWorld sockets(rt::Epoch::start(), Seed(1));
  sockets.run(play(sockets.world(), {"127.0.0.1", 0}));
}

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
  in_both_worlds(reset_on_accept);
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
  in_both_worlds(close_on_reuse);
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
  in_both_worlds(open_before);
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
  in_both_worlds(pipelined);
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
  in_both_worlds(wait_for_time);
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
  in_both_worlds(wait_for_ever);
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
  in_both_worlds(shut_meanwhile);
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
  in_both_worlds(plain);
}

}  // namespace
}  // namespace gameday
