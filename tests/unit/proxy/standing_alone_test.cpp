// A proxy of a daemon: in no run, switched off and on again, with nobody who reads its records.

#include "record/null_sink.hpp"
#include "support/proxy_rig.hpp"

namespace gameday {
namespace {

using test::RawPeer;

class StandingAlone : public test::ProxyTest {
 protected:
  StandingAlone() { options.place.reset(); }

  static std::shared_ptr<const faults::FaultPlan> only_the_first() {
    faults::Respond respond;
    respond.status = 503;
    faults::Injection injection = test::injection_of({}, respond);
    injection.selectors.first = 1;
    return test::plan_of(std::move(injection));
  }
  rt::awaitable<void> wait_for_answer(http::Exchange& exchange) {
    const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
    co_await rt::sleep(world, bound);
  }
  /// … to the middle of its body.
  rt::awaitable<void> half_an_answer(http::Exchange& exchange) {
    const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
    co_await exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf", bound);
    co_await rt::sleep(world, bound);
  }
};

TEST_F(StandingAlone, EveryRunsMarkersCount) {
  run_with_provider([this]() -> rt::awaitable<void> {
    proxy->apply(only_the_first());
    const std::string hit = co_await status_of(test::chat_bytes(1));
    EXPECT_TRUE(hit.starts_with("HTTP/1.1 503"));
    const std::string passed = co_await status_of(test::chat_bytes(1));
    EXPECT_TRUE(passed.starts_with("HTTP/1.1 200"));
    EXPECT_EQ(proxy->tries_of({test::this_run, 1}), 2U);
    EXPECT_EQ(proxy->tries_of({test::this_run + 1, 1}), 0U);
  });
  ASSERT_EQ(sink.attempts.size(), 2U);
  EXPECT_EQ(sink.attempts[1].ordinal, 1U);
  EXPECT_EQ(sink.attempts[1].nth, 1U);
  EXPECT_EQ(sink.attempts[1].replica, 0U);
}

TEST_F(StandingAlone, InARunOthersMarkersAreNobodys) {
  options.place.emplace();
  options.place->run = test::this_run + 1;
  run_with_provider([this]() -> rt::awaitable<void> {
    proxy->apply(only_the_first());
    co_await status_of(test::chat_bytes(1));
    EXPECT_EQ(proxy->tries_of({test::this_run, 1}), 0U);
  });
  ASSERT_EQ(sink.attempts.size(), 1U);
  EXPECT_FALSE(sink.attempts[0].ordinal);
}

TEST_F(StandingAlone, WhatIsCountedGoesOnAfterItWasSwitchedOff) {
  faults::FaultLedger lasting;
  record::NullSink nobody;
  run_with_provider([&]() -> rt::awaitable<void> {
    const rt::Address again{"again", 80};
    for (const char* const expected : {"HTTP/1.1 503", "HTTP/1.1 200"}) {
      proxy::HttpProxy switched(world, options, nobody, lasting);
      EXPECT_TRUE(switched.start(again));
      switched.apply(only_the_first());
      RawPeer client = co_await RawPeer::dial(world, again);
      co_await client.send(test::chat_bytes(1));
      const std::string line = co_await client.until("\r\n");
      EXPECT_TRUE(line.starts_with(expected)) << line;
      client.stream().end(End::close);
      co_await switched.stop(test::within(world, 1s));
    }
  });
  EXPECT_EQ(lasting.by_name().at("fault").seen, 2U);
  EXPECT_EQ(lasting.by_name().at("fault").injected, 1U);
}

TEST_F(StandingAlone, ADoorThatIsShutAtTheEndIsCountedUntilThen) {
  run_with_provider([this]() -> rt::awaitable<void> {
    faults::Injection shut;
    shut.name = "shut";
    shut.deed.conn.emplace().kind = faults::Conn::Kind::refuse;
    proxy->apply(test::plan_of(std::move(shut)));
    co_await test::pause(world, 30s);
  });
  EXPECT_EQ(counts.at("shut").shut, 30s);
}

struct Late {
  End how;
  error_code seen;
};

TEST_F(StandingAlone, LateConnectionsEndAsTheyAreTold) {
  for (const Late& late :
       {Late{End::reset, rt::IoError::reset}, Late{End::close, rt::IoError::eof}}) {
    for (const bool begun : {false, true}) {
      const auto provide = [this, begun](http::Exchange& exchange) {
        return begun ? half_an_answer(exchange) : wait_for_answer(exchange);
      };
      run_with_provider(
          [this, &late, begun]() -> rt::awaitable<void> {
            RawPeer client = co_await dial();
            co_await client.send(test::chat_bytes(1));
            co_await test::pause(world, 1s);
            co_await proxy->stop(test::within(world, 1s), late.how);
            const std::string got = co_await client.rest();
            EXPECT_EQ(got.ends_with("half"), begun) << got;
            EXPECT_EQ(client.ended(), late.seen) << client.ended().message();
          },
          provide);
    }
  }
  ASSERT_EQ(sink.attempts.size(), 4U);
  for (const record::AttemptRecord& attempt : sink.attempts) {
    EXPECT_EQ(attempt.end, record::AttemptEnd::open);
  }
}

}  // namespace
}  // namespace gameday
