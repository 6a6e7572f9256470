// What is done to answers: who is asked for what, what is told when somebody leaves in between.

#include "base/digest.hpp"
#include "faults/waits.hpp"
#include "http/body_writer.hpp"
#include "support/proxy_rig.hpp"

namespace gameday {
namespace {

using faults::Cut;
using record::AttemptEnd;
using rt::IoError;
using test::RawPeer;
using Unit = faults::Point::Unit;

class DeedTest : public test::ProxyTest {
 protected:
  using FunctionHandler = test::FunctionHandler;

  static faults::Injection ending(Unit unit, std::uint64_t count, Cut::How how) {
    faults::Injection injection;
    injection.name = "fault";
    faults::Point point;
    point.unit = unit;
    point.count = count;
    injection.deed.cut = Cut{point, how};
    return injection;
  }
  static faults::Injection stalling(Unit unit, std::uint64_t count, Duration length) {
    faults::Injection injection;
    injection.name = "fault";
    faults::Stall stall;
    stall.point.unit = unit;
    stall.point.count = count;
    stall.length = length;
    injection.deed.stalls.push_back(stall);
    return injection;
  }
  void apply(faults::Injection injection) { proxy->apply(test::plan_of(std::move(injection))); }

  /// Three events, a second apart; then `then` instead of an end, if it is given.
  FunctionHandler::Function streams(std::optional<End> then = {}) {
    return [this, then](http::Exchange& exchange) { return stream(exchange, then); };
  }
  rt::awaitable<void> stream(http::Exchange& exchange, std::optional<End> then) {
    ++provider_calls;
    asked = exchange.request_wire();
    const auto body = co_await http::read_body(exchange, rt::Bound{});
    http::Head head;
    head.status = 200;
    head.fields.add("Content-Type", "text/event-stream");
    http::BodyWriter writer(exchange, std::move(head));
    const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
    for (const char* event : {"data: 1\n\n", "data: 2\n\n", "data: 3\n\n"}) {
      writer.add(event);
      co_await writer.flush(bound);
      co_await rt::sleep(world, bound.tighter(world.now() + 1s, rt::Limit::none));
    }
    provider_left = exchange.stop().requested();
    if (then) {
      co_await exchange.end(*then, bound);
      co_return;
    }
    writer.finish();
    co_await writer.flush(bound);
  }
  std::string asked;
  bool provider_left = false;
};

const std::string get = "GET /v1/x HTTP/1.1\r\nHost: p\r\nAccept-Encoding: br\r\nX: y\r\n\r\n";

TEST_F(DeedTest, OnlyWhoReadsTheBodyAsksForAPlainOne) {
  run_with_provider(
      [this]() -> rt::awaitable<void> {
        for (const Unit unit : {Unit::bytes, Unit::events}) {
          apply(ending(unit, 9, Cut::How::fin));
          RawPeer client = co_await dial();
          co_await client.send(get);
          co_await client.until("0\r\n\r\n");
          const bool reads = unit == Unit::events;
          const std::string plain =
              "GET /v1/x HTTP/1.1\r\nHost: p\r\nAccept-Encoding: identity\r\nX: y\r\n\r\n";
          EXPECT_EQ(asked, reads ? plain : get);
        }
      },
      streams());
}

TEST_F(DeedTest, AnEndCancelsTheProvidersCall) {
  run_with_provider(
      [this]() -> rt::awaitable<void> {
        apply(ending(Unit::events, 2, Cut::How::clean));
        RawPeer client = co_await dial();
        co_await client.send(get);
        const std::string got = co_await client.until("\r\n0\r\n\r\n");
        EXPECT_TRUE(got.ends_with("9\r\ndata: 2\n\n\r\n0\r\n\r\n")) << got;
        co_await test::pause(world, 100ms);
        EXPECT_LT(world.now(), run_start + 2s);
        co_await test::pause(world, 3s);
        EXPECT_TRUE(provider_left);
      },
      streams());
  EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::cut);
  EXPECT_EQ(sink.attempts[0].reached, "after 2 events, 18 B");
  EXPECT_EQ(sink.attempts[0].status, 200);
  EXPECT_EQ(counts.at("fault").injected, 1U);
}

TEST_F(DeedTest, WhoLeavesInASilenceWasHitAndWhoLeavesBeforeItWasNot) {
  for (const std::uint64_t events : {1, 3}) {
    sink.attempts.clear();
    run_with_provider(
        [this, events]() -> rt::awaitable<void> {
          apply(stalling(Unit::events, events, forever));
          RawPeer client = co_await dial();
          co_await client.send(get);
          co_await client.until("data: 1\n\n");
          co_await test::pause(world, 500ms);
          client.stream().end(End::close);
          co_await test::pause(world, 5s);
        },
        streams());
    EXPECT_TRUE(provider_left);
    EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::client_left);
    EXPECT_EQ(sink.attempts[0].bypassed, events == 1 ? "" : "client_left");
    EXPECT_EQ(sink.attempts[0].reached, events == 1 ? "after 1 event, 9 B" : "");
    EXPECT_EQ(counts.at("fault").injected, events == 1 ? 1U : 0U);
    EXPECT_EQ(counts.at("fault").open, 0U);
  }
}

TEST_F(DeedTest, AProviderThatFailsByItselfIsToldAndPassedOn) {
  for (const End how : {End::half_close, End::reset}) {
    sink.attempts.clear();
    run_with_provider(
        [this, how]() -> rt::awaitable<void> {
          apply(stalling(Unit::events, 4, forever));
          RawPeer client = co_await dial();
          co_await client.send(get);
          const std::string got = co_await client.rest();
          EXPECT_TRUE(got.ends_with("data: 3\n\n\r\n"));
          EXPECT_EQ(client.ended(), how == End::reset ? IoError::reset : IoError::eof);
        },
        streams(how));
    EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::upstream_failed);
    EXPECT_EQ(sink.attempts[0].bypassed, "upstream_failed");
  }
}

TEST_F(DeedTest, HealedBeforeItsPlaceAnAnswerIsUntouched) {
  run_with_provider(
      [this]() -> rt::awaitable<void> {
        apply(ending(Unit::events, 2, Cut::How::reset));
        RawPeer client = co_await dial();
        co_await client.send(get);
        co_await client.until("data: 1\n\n");
        proxy->heal();
        const std::string got = co_await client.until("\r\n0\r\n\r\n");
        EXPECT_NE(got.find("data: 3"), std::string::npos);
      },
      streams());
  EXPECT_EQ(sink.attempts.at(0).bypassed, "healed");
  EXPECT_EQ(sink.attempts[0].end, AttemptEnd::complete);
}

TEST_F(DeedTest, DelaysAreKeptAsTimesBetweenEvents) {
  run_with_provider(
      [this]() -> rt::awaitable<void> {
        faults::Injection slow;
        slow.name = "fault";
        slow.deed.delay.emplace();
        slow.deed.delay->first_event = faults::Wait{10s, {}};
        slow.deed.delay->each_event = faults::Wait{5s, {}};
        apply(std::move(slow));
        RawPeer client = co_await dial();
        co_await client.send(get);
        co_await client.until("\r\n\r\n");
        EXPECT_LT(world.now(), run_start + 1s);  // the head comes at once
        Duration due = 10s;
        for (const char* event : {"data: 1", "data: 2", "data: 3"}) {
          co_await client.until(event);
          EXPECT_GE(world.now(), run_start + due);
          EXPECT_LT(world.now(), run_start + due + 1s);
          due += 5s;
        }
      },
      streams());
}

// Between any two pieces, whether the provider wrote them together or not.
TEST_F(DeedTest, AGapStandsBetweenAnyTwoPiecesOfTheWire) {
  run_with_provider(
      [this]() -> rt::awaitable<void> {
        faults::Injection pieces;
        pieces.name = "fault";
        pieces.deed.resegment.emplace();
        pieces.deed.resegment->least = pieces.deed.resegment->most = Bytes{1024};
        pieces.deed.resegment->gap = 3s;
        pieces.deed.resegment->chunks = false;
        apply(std::move(pieces));
        RawPeer client = co_await dial();
        co_await client.send(get);
        Duration due{};
        for (const char* event : {"data: 1", "data: 2", "data: 3", "\r\n0\r\n\r\n"}) {
          co_await client.until(event);
          EXPECT_GE(world.now(), run_start + due);
          EXPECT_LT(world.now(), run_start + due + 1s);
          due += 3s;
        }
      },
      streams());
}

TEST_F(DeedTest, ABodyTooLargeToBeMeasuredPasses) {
  options.limits.body = 100;
  const std::string body(5'000, 'x');
  run_with_provider(
      [&]() -> rt::awaitable<void> {
        apply(ending(Unit::deltas, 1, Cut::How::clean));
        RawPeer client = co_await dial();
        co_await client.send(get);
        const std::string got = co_await client.until("\r\n0\r\n\r\n");
        EXPECT_EQ(std::count(got.begin(), got.end(), 'x'), 5'000);
      },
      [&](http::Exchange& exchange) -> rt::awaitable<void> {
        std::string bytes = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        http::append_chunk(bytes, body);
        bytes += http::last_chunk;
        co_await exchange.write(bytes, rt::Bound{});
      });
  EXPECT_EQ(sink.attempts.at(0).bypassed, "too_large");
  EXPECT_EQ(sink.attempts[0].end, AttemptEnd::complete);
}

TEST_F(DeedTest, WhatNeedsNoBodyIsDecidedAtTheHead) {
  options.key_sources[sha256_hex("sk-b")] = "env.KEY_B";
  run_with_provider(
      [this]() -> rt::awaitable<void> {
        faults::Injection injection = ending(Unit::events, 1, Cut::How::fin);
        injection.selectors.keys.push_back(faults::KeyPattern{"env.KEY_B", ""});
        apply(std::move(injection));
        RawPeer client = co_await dial();
        co_await client.send(
            "POST / HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer sk-b\r\n"
            "Content-Length: 4\r\n\r\nab");
        co_await test::pause(world, 1s);
        const auto& now = ledger->by_name();
        EXPECT_EQ(now.at("fault").matched, 1U);  // with half of the body to come
        co_await client.send("cd");
        co_await client.rest();
        EXPECT_EQ(client.ended(), IoError::eof);
        const std::string other = co_await status_of(test::chat_bytes(1));
        EXPECT_EQ(other, "HTTP/1.1 200 OK\r\n");
      },
      streams());
  EXPECT_EQ(sink.attempts.at(0).reached, "after 1 event, 9 B");
  EXPECT_EQ(sink.attempts.at(1).fault, "");
}

TEST_F(DeedTest, ARequestThatCannotBeReadIsNobodysLeaving) {
  for (const bool held : {false, true}) {
    sink.attempts.clear();
    run_with_provider([this, held]() -> rt::awaitable<void> {
      if (held) {
        proxy->apply(test::plan_of(test::injection_of({}, test::rate_limit(1s))));
      }
      RawPeer client = co_await dial();
      co_await client.send("POST / HTTP/1.1\r\nHost: p\r\nTransfer-Encoding: chunked\r\n\r\n");
      co_await test::pause(world, 1s);
      co_await client.send("zz\r\n");
      const std::string got = co_await client.rest();
      EXPECT_TRUE(got.starts_with("HTTP/1.1 400 Bad Request\r\n")) << got;
    });
    EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::complete);
    EXPECT_EQ(sink.attempts[0].status, 400);
    EXPECT_EQ(sink.attempts[0].fault, "");
  }
}

}  // namespace
}  // namespace gameday
