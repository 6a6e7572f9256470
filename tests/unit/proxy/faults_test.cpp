// What is done to attempts: whom it hits, what they get, what is counted.

#include "base/digest.hpp"
#include "record/capped.hpp"
#include "support/proxy_rig.hpp"

namespace gameday {
namespace {

using record::AttemptEnd;
using test::RawPeer;

using FaultTest = test::ProxyTest;

TEST_F(FaultTest, AModelIsAnsweredWholeAndRecordedOnlySoLong) {
  const std::string model(5'000, 'm');
  run_with_provider([&]() -> rt::awaitable<void> {
    proxy->apply(test::plan_of(test::injection_of({}, test::rate_limit(1500ms))));
    RawPeer client = co_await dial();
    const std::string body = R"({"model":")" + model + R"("})";
    co_await client.send("POST /v1/chat/completions HTTP/1.1\r\nHost: p\r\nContent-Length: " +
                         std::to_string(body.size()) + "\r\n\r\n" + body);
    const std::string refused = co_await client.until("}}");
    EXPECT_NE(refused.find("reached for " + model + " in"), std::string::npos);
  });
  ASSERT_EQ(sink.attempts.size(), 1U);
  EXPECT_EQ(sink.attempts[0].model, record::capped(model));
}

TEST_F(FaultTest, ActsOnOneRequestOfAKeptConnection) {
  options.key_aliases[sha256_hex("sk-a")] = "a";
  run_with_provider([this]() -> rt::awaitable<void> {
    RawPeer client = co_await dial();
    co_await client.send(test::chat_bytes(1));
    co_await client.until("ok\n");
    proxy->apply(test::plan_of(test::injection_of({}, test::rate_limit(1500ms))));
    co_await client.send(test::chat_bytes(1));
    const std::string refused = co_await client.until("}}");
    EXPECT_TRUE(refused.starts_with("HTTP/1.1 429 Too Many Requests\r\n"));
    EXPECT_NE(refused.find("Retry-After: 2\r\n"), std::string::npos);
    EXPECT_NE(refused.find("reached for gpt-x in"), std::string::npos);
    proxy->apply(std::make_shared<faults::FaultPlan>());
    co_await client.send(test::chat_bytes(1));
    co_await client.until("ok\n");
  });
  EXPECT_EQ(provider_calls, 2);
  ASSERT_EQ(sink.attempts.size(), 3U);
  const std::string hash = sha256_hex("sk-a").substr(0, 4);
  for (std::uint32_t nth = 0; nth < 3; ++nth) {
    const auto& attempt = sink.attempts[nth];
    EXPECT_EQ(attempt.ordinal, 1U);
    EXPECT_EQ(attempt.nth, nth);
    EXPECT_TRUE(attempt.model_call);
    EXPECT_EQ(attempt.model, "gpt-x");
    EXPECT_EQ(attempt.key, "a#" + hash);
    EXPECT_EQ(attempt.end, AttemptEnd::complete);
    EXPECT_TRUE(attempt.answered);
  }
  EXPECT_EQ(sink.attempts[1].fault, "fault");
  EXPECT_EQ(sink.attempts[1].bypassed, "");
  EXPECT_EQ(sink.attempts[1].status, 429);
  EXPECT_EQ(sink.attempts[1].retry_after, 2s);
  const faults::Counts expected{1, 1, 1, 0, {}};
  EXPECT_EQ(counts.at("fault"), expected);
}

TEST_F(FaultTest, AShareHitsTheSameAttemptsInEveryArm) {
  std::map<std::uint32_t, std::string> by_ordinal[2];
  for (const int arm : {0, 1}) {
    run_with_provider([this, arm, &by_ordinal]() -> rt::awaitable<void> {
      faults::Respond respond;
      respond.status = 503;
      proxy->apply(test::plan_of(test::injection_of({}, respond, Ratio{1, 2})));
      for (std::uint32_t i = 0; i < 60; ++i) {
        const std::uint32_t ordinal = arm == 0 ? i : 59 - i;  // other arrivals, the same fate
        by_ordinal[arm][ordinal] = co_await status_of(test::chat_bytes(ordinal));
      }
    });
  }
  EXPECT_EQ(by_ordinal[0], by_ordinal[1]);
  const auto matched = counts.at("fault").matched;
  EXPECT_GT(matched, 15U);
  EXPECT_LT(matched, 45U);
  EXPECT_EQ(counts.at("fault").injected, matched);
  EXPECT_EQ(counts.at("fault").seen, 60U);
}

TEST_F(FaultTest, AWaitComesBeforeTheProviderIsAsked) {
  run_with_provider([this]() -> rt::awaitable<void> {
    proxy->apply(test::plan_of(test::injection_of(test::late_headers(30s), {})));
    RawPeer client = co_await dial();
    co_await client.send(test::chat_bytes(1));
    co_await test::pause(world, 29s);
    EXPECT_EQ(provider_calls, 0);
    co_await client.until("ok\n");
  });
  EXPECT_GE(*sink.attempts.at(0).answered, run_start + 30s);
  EXPECT_LT(*sink.attempts.at(0).answered, run_start + 31s);
  EXPECT_EQ(sink.attempts[0].end, AttemptEnd::complete);
  EXPECT_EQ(sink.attempts[0].fault, "fault");
}

TEST_F(FaultTest, NothingIsSpentOnAClientThatGaveUp) {
  run_with_provider([this]() -> rt::awaitable<void> {
    proxy->apply(test::plan_of(test::injection_of(test::late_headers(30s), test::rate_limit(1s))));
    RawPeer client = co_await dial();
    co_await client.send(test::chat_bytes(1));
    co_await test::pause(world, 1s);
    client.stream().end(End::close);
    co_await test::pause(world, 60s);
  });
  EXPECT_EQ(provider_calls, 0);
  EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::client_left);
  EXPECT_EQ(sink.attempts[0].status, 0);
  EXPECT_LT(sink.attempts[0].ended, run_start + 2s);
  EXPECT_EQ(counts.at("fault").injected, 1U);  // the wait had begun
}

TEST_F(FaultTest, HealingReleasesTheTarPitAtOnce) {
  run_with_provider([this]() -> rt::awaitable<void> {
    proxy->apply(
        test::plan_of(test::injection_of(test::late_headers(forever), test::rate_limit(1s))));
    RawPeer client = co_await dial();
    co_await client.send(test::chat_bytes(1));
    co_await test::pause(world, 5s);
    proxy->heal();
    const std::string got = co_await client.until("ok\n");
    EXPECT_TRUE(got.starts_with("HTTP/1.1 200"));  // the answer still to come was dropped
    co_await client.send(test::chat_bytes(2));
    co_await client.until("ok\n");
  });
  EXPECT_LT(*sink.attempts.at(0).answered, run_start + 6s);
  EXPECT_EQ(sink.attempts.at(1).fault, "");
  const faults::Counts expected{1, 1, 1, 0, {}};
  EXPECT_EQ(counts.at("fault"), expected);
}

TEST_F(FaultTest, TheEndOfAWindowIsNoHeal) {
  run_with_provider([this]() -> rt::awaitable<void> {
    proxy->apply(test::plan_of(test::injection_of(test::late_headers(30s), test::rate_limit(1s))));
    RawPeer caught = co_await dial();
    co_await caught.send(test::chat_bytes(1));
    co_await test::pause(world, 5s);
    proxy->apply(std::make_shared<faults::FaultPlan>());
    const std::string later_one = co_await status_of(test::chat_bytes(2));
    EXPECT_EQ(later_one, "HTTP/1.1 200 OK\r\n");
    const std::string got = co_await caught.until("}}");
    EXPECT_TRUE(got.starts_with("HTTP/1.1 429"));
  });
  EXPECT_GE(*sink.attempts.at(1).answered, run_start + 30s);
}

TEST_F(FaultTest, ABodyTooLargeToHoldPassesAndIsCounted) {
  options.limits.body = 100;
  std::string seen;
  const std::string body =
      std::string(90, 'x') + to_text(Marker{test::this_run, 8}) + std::string(5'000, 'y');
  const std::string bytes = "POST /v1/chat/completions HTTP/1.1\r\nHost: p\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body;
  const std::size_t cut = bytes.size() - body.size() + 104;  // above the limit, in the marker
  run_with_provider(
      [&]() -> rt::awaitable<void> {
        proxy->apply(test::plan_of(test::injection_of({}, test::rate_limit(1s))));
        RawPeer client = co_await dial();
        co_await client.send(bytes.substr(0, cut));
        co_await test::pause(world, 1s);
        co_await client.send(bytes.substr(cut));
        co_await client.until("ok\n");
      },
      [&](http::Exchange& exchange) -> rt::awaitable<void> {
        const auto got = co_await http::read_body(exchange, rt::Bound{});
        seen = got.value();
        http::Head head = http::response_of(200, "text/plain", 3);
        co_await http::respond(exchange, std::move(head), "ok\n", rt::Bound{});
      });
  EXPECT_EQ(seen, body);
  EXPECT_EQ(sink.attempts.at(0).bypassed, "too_large");
  EXPECT_EQ(sink.attempts[0].ordinal, 8U);
  EXPECT_TRUE(sink.attempts[0].model_call);
  EXPECT_EQ(counts.at("fault").bypassed.at("too_large"), 1U);
}

TEST_F(FaultTest, AnotherRunsMarkerIsNotOurs) {
  run_with_provider([this]() -> rt::awaitable<void> {
    std::string bytes = test::chat_bytes(1);
    bytes.replace(bytes.find("9f3c"), 4, "aaaa");
    co_await status_of(std::move(bytes));
  });
  EXPECT_FALSE(sink.attempts.at(0).ordinal);
  EXPECT_TRUE(sink.attempts[0].model_call);
}

}  // namespace
}  // namespace gameday
