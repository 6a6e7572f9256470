// What passes: every byte, both ways, as it came; and what a broken provider looks like through us.

#include "support/proxy_rig.hpp"

namespace gameday {
namespace {

using record::AttemptEnd;
using rt::IoError;
using test::RawPeer;

class RelayTest : public test::ProxyTest {
 protected:
  /// The provider's side of the next connection.
  rt::awaitable<RawPeer> accept() {
    auto stream = co_await listener->accept(test::within(world, 5s));
    RawPeer peer(world, std::move(stream.value()));
    co_return peer;
  }
  void run_raw(Script script) {
    listener = std::move(world.network.listen(test::provider_address).value());
    run(std::move(script));
    listener.reset();
  }
  std::unique_ptr<rt::Listener> listener;
};

// Legal, but nothing that a library would write.
const std::string odd_request =
    "POST /v1/x?a=%20&b HTTP/1.1\r\nhOsT:   p\r\nX-Empty:\r\nx-twice: 1\r\nX-TWICE: 2\r\n"
    "Transfer-Encoding: chunked\r\n\r\n"
    "0003;ext=\"a b\"\r\nabc\r\n1\r\nd\r\n000\r\nX-Trailer: yes\r\n\r\n";
const std::string odd_response =
    "HTTP/1.1 200 Fine and \xC3\xBC\r\nserver:x\r\nTransfer-Encoding: chunked\r\nServer: y\r\n\r\n"
    "A\r\n0123456789\r\n02;q\r\n\r\n\r\n0\r\nX-Sum: 1\r\n\r\n";

TEST_F(RelayTest, EveryByteGoesAsItCame) {
  run_raw([this]() -> rt::awaitable<void> {
    RawPeer client = co_await dial();
    for (const bool watched : {false, true}) {
      if (watched) {  // a plan that chooses nobody still makes us read the body first
        proxy->apply(test::plan_of(test::injection_of({}, test::rate_limit(1s), Ratio{0, 1})));
      }
      co_await client.send(odd_request);
      std::optional<RawPeer> provider;
      provider.emplace(co_await accept());
      const std::string request = co_await provider->until("yes\r\n\r\n");
      EXPECT_EQ(request, odd_request);
      co_await provider->send(odd_response);
      const std::string response = co_await client.until("X-Sum: 1\r\n\r\n");
      EXPECT_EQ(response, odd_response);
      provider->stream().end(End::close);
      co_await test::pause(world, 1ms);
    }
  });
  ASSERT_EQ(sink.attempts.size(), 2U);
  for (const auto& attempt : sink.attempts) {
    EXPECT_EQ(attempt.end, AttemptEnd::complete);
    EXPECT_EQ(attempt.status, 200);
    EXPECT_FALSE(attempt.model_call);
    EXPECT_TRUE(attempt.fault.empty());
  }
  EXPECT_EQ(counts.at("fault").seen, 1U);
  EXPECT_EQ(counts.at("fault").matched, 0U);
}

TEST_F(RelayTest, PartsGoOnAsTheyCome) {
  run_raw([this]() -> rt::awaitable<void> {
    RawPeer client = co_await dial();
    co_await client.send("POST / HTTP/1.1\r\nHost: p\r\nContent-Length: 6\r\n\r\nabc");
    RawPeer provider = co_await accept();
    const std::string first = co_await provider.until("abc");
    EXPECT_TRUE(first.ends_with("\r\n\r\nabc"));
    co_await client.send("def");
    const std::string second = co_await provider.until("def");
    EXPECT_EQ(second, "def");
    co_await provider.send("HTTP/1.0 200 OK\r\n\r\n");
    const std::string head = co_await client.until("\r\n\r\n");
    EXPECT_EQ(head, "HTTP/1.0 200 OK\r\n\r\n");
    co_await provider.send("one");
    const std::string body = co_await client.until("one");
    EXPECT_EQ(body, "one");
    provider.stream().end(End::close);  // the body lasts until the connection does
    co_await client.rest();
    EXPECT_EQ(client.ended(), IoError::eof);
  });
  EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::complete);
}

TEST_F(RelayTest, ADeadProviderLooksDead) {
  run([this]() -> rt::awaitable<void> {  // nobody listens
    RawPeer client = co_await dial();
    co_await client.send(test::chat_bytes(5));
    const std::string got = co_await client.rest();
    EXPECT_EQ(got, "");
    EXPECT_EQ(client.ended(), IoError::reset);
  });
  EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::upstream_failed);
  EXPECT_EQ(sink.attempts.at(0).status, 0);
  EXPECT_FALSE(sink.attempts.at(0).answered);
}

TEST_F(RelayTest, AnAnswerThatBreaksOffEndsTheSameWay) {
  for (const End how : {End::close, End::reset}) {
    sink.attempts.clear();
    run_raw([this, how]() -> rt::awaitable<void> {
      RawPeer client = co_await dial();
      co_await client.send(test::chat_bytes(5));
      RawPeer provider = co_await accept();
      co_await provider.until("]\"}]}");
      co_await provider.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
      const std::string got = co_await client.until("half");
      EXPECT_TRUE(got.ends_with("half"));
      provider.stream().end(how);
      co_await client.rest();
      EXPECT_EQ(client.ended(), how == End::close ? IoError::eof : IoError::reset);
    });
    EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::upstream_failed);
    EXPECT_EQ(sink.attempts.at(0).status, 200);
  }
}

TEST_F(RelayTest, AnIdleConnectionThatDiesIsReplacedUnseen) {
  run_raw([this]() -> rt::awaitable<void> {
    RawPeer client = co_await dial();
    std::optional<RawPeer> provider;
    co_await client.send(test::chat_bytes(1));
    provider.emplace(co_await accept());
    co_await provider->until("]\"}]}");
    co_await provider->send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n");
    co_await client.until("ok\n");
    co_await client.send(test::chat_bytes(2));
    co_await provider->until("]\"}]}");  // taken, and no word of answer
    provider->stream().end(End::close);
    provider.emplace(co_await accept());
    const std::string again = co_await provider->until("]\"}]}");
    EXPECT_EQ(again, test::chat_bytes(2));
    co_await provider->send("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nOK\n");
    co_await client.until("OK\n");
  });
  ASSERT_EQ(sink.attempts.size(), 2U);
  EXPECT_EQ(sink.attempts[1].end, AttemptEnd::complete);
  EXPECT_EQ(sink.attempts[1].nth, 0U);
}

TEST_F(RelayTest, AnEarlyAnswerIsPassedOn) {
  run_raw([this]() -> rt::awaitable<void> {
    RawPeer client = co_await dial();
    co_await client.send("POST / HTTP/1.1\r\nHost: p\r\nContent-Length: 4000000\r\n\r\n");
    RawPeer provider = co_await accept();
    co_await provider.until("\r\n\r\n");
    co_await provider.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    provider.stream().end(End::close);
    co_await test::pause(world, 1s);
    co_await client.send(std::string(100'000, 'x'));
    const std::string got = co_await client.until("\r\n\r\n");
    EXPECT_TRUE(got.starts_with("HTTP/1.1 413"));
  });
  EXPECT_EQ(sink.attempts.at(0).status, 413);
}

TEST_F(RelayTest, WhatWasRefusedEarlyIsHeardOutForItsMarker) {
  run_raw([this]() -> rt::awaitable<void> {
    RawPeer client = co_await dial();
    const std::string body = std::string(100'000, 'x') + to_text(Marker{test::this_run, 9});
    co_await client.send("POST / HTTP/1.1\r\nHost: p\r\nContent-Length: " +
                         std::to_string(body.size()) + "\r\n\r\n" + body.substr(0, 10));
    RawPeer provider = co_await accept();
    co_await provider.until("\r\n\r\n");
    co_await provider.send("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
    provider.stream().end(End::close);
    co_await test::pause(world, 100ms);
    co_await client.send(body.substr(10, 50'000));
    co_await client.until("\r\n\r\n");
    co_await client.send(body.substr(50'010));
    co_await client.rest();
  });
  EXPECT_EQ(sink.attempts.at(0).status, 413);
  EXPECT_EQ(sink.attempts[0].ordinal, 9U);
}

TEST_F(RelayTest, AClientThatLeavesTakesTheProvidersCallWithIt) {
  rt::Why why = rt::Why::none;
  run_with_provider(
      [this]() -> rt::awaitable<void> {
        RawPeer client = co_await dial();
        co_await client.send(test::chat_bytes(1));
        co_await test::pause(world, 1s);
        client.stream().end(End::close);
        co_await test::pause(world, 1s);
      },
      [&](http::Exchange& exchange) -> rt::awaitable<void> {
        const auto body = co_await http::read_body(exchange, rt::Bound{});
        const rt::Bound bound{run_start + 1h, rt::Limit::none, &exchange.stop()};
        co_await rt::sleep(world, bound);
        why = exchange.stop().why();
      });
  EXPECT_EQ(why, rt::Why::client_gone);
  EXPECT_EQ(sink.attempts.at(0).end, AttemptEnd::client_left);
  EXPECT_EQ(sink.attempts.at(0).ordinal, 1U);
}

TEST_F(RelayTest, WhatTheRigTakesDownIsRecordedAsOpen) {
  const auto never_answers = [this](http::Exchange& exchange) -> rt::awaitable<void> {
    const rt::Bound bound{never, rt::Limit::none, &exchange.stop()};
    co_await rt::sleep(world, bound);
  };
  std::optional<RawPeer> client;
  run_with_provider(
      [&]() -> rt::awaitable<void> {
        client.emplace(co_await dial());
        co_await client->send(test::chat_bytes(1));
        co_await test::pause(world, 1s);
      },
      never_answers, 2s);
  ASSERT_EQ(sink.attempts.size(), 1U);
  EXPECT_EQ(sink.attempts[0].end, AttemptEnd::open);
  EXPECT_GE(sink.attempts[0].ended, run_start + 3s);
}

}  // namespace
}  // namespace gameday
