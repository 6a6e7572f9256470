// Streamed answers: the words and the time of the unary one, token by token.

#include <set>

#include <gtest/gtest.h>

#include "mock_client.hpp"

namespace gameday {
namespace {

using llm::Dialect;
using test::MockAnswer;

class MockStream : public test::MockTest {
 protected:
  rt::awaitable<MockAnswer> chat(std::uint32_t ordinal, bool stream) {
    std::string body = llm::write_chat_request(asking(ordinal, stream));
    MockAnswer answer = co_await send("POST", "/v1/chat/completions", std::move(body));
    co_return answer;
  }
  /// One answer of a fresh provider.
  MockAnswer one(std::uint32_t ordinal, bool stream) {
    MockAnswer answer;
    run([&]() -> rt::awaitable<void> { answer = co_await chat(ordinal, stream); });
    return answer;
  }
};

TEST_F(MockStream, SaysWhatTheUnaryAnswerSaysAndTakesAsLong) {
  std::set<Duration> times;
  for (std::uint32_t ordinal = 1; ordinal <= 20; ++ordinal) {
    const MockAnswer unary = one(ordinal, false);
    const MockAnswer streamed = one(ordinal, true);
    EXPECT_EQ(streamed.took(), unary.took());
    times.insert(unary.took());
    std::string text;
    const llm::StreamWatch watch = watched(Dialect::openai, streamed, &text);
    const llm::AnswerFacts facts = llm::read_answer(unary.body);
    EXPECT_EQ(text, facts.text);
    EXPECT_TRUE(streamed.whole && watch.complete() && watch.done() && !watch.broken());
    EXPECT_EQ(watch.finish_reason(), facts.finish_reason);
    EXPECT_EQ(watch.model(), facts.model);
    EXPECT_EQ(watch.completion_tokens(), facts.completion_tokens);
    EXPECT_EQ(watch.deltas(), facts.completion_tokens);      // an event a token
    EXPECT_EQ(watch.events(), facts.completion_tokens + 4);  // role, finish, usage, [DONE]
    EXPECT_EQ(streamed.fields.get("x-request-id"), unary.fields.get("x-request-id"));
  }
  EXPECT_GT(times.size(), 15U);
}

TEST_F(MockStream, EveryTokenComesWhenItIsDue) {
  options.first_token = {500ms, 500ms};
  options.tokens = {1000, 1000};
  options.tokens_per_second = PerSecond{30'000'000};  // a thirtieth of a second is no whole number
  const MockAnswer answer = one(1, true);
  ASSERT_EQ(answer.events.size(), 1004U);
  const TimePoint first = answer.events[0].at;
  EXPECT_GE(first - answer.sent, 500ms);
  EXPECT_LE(first - answer.sent, 500ms + 80us);  // dial, request and answer travel 20 us each
  EXPECT_EQ(answer.fields.get("openai-processing-ms"), "500");
  for (std::int64_t token = 0; token <= 1000; ++token) {
    const auto index = static_cast<std::size_t>(token + 1);  // the role comes with token 0
    EXPECT_EQ(answer.events[index].at - first, Duration(token * 1'000'000'000 / 30)) << token;
  }
  EXPECT_EQ(answer.events.back().data, "[DONE]");
  EXPECT_EQ(answer.events.back().at, answer.events[1001].at);  // finish, usage, end: one write
  EXPECT_EQ(answer.ended, answer.events.back().at);
}

TEST_F(MockStream, OneSeedIsOneStreamByteForByte) {
  const MockAnswer first = one(5, true);
  options.first_token = {1s, 2s};  // moves no other draw …
  MockAnswer again = one(5, true);
  EXPECT_GT(first.body.size(), 5000U);
  const auto without_created = [](std::string body) {  // … but the second it began in
    for (std::size_t at = 0; (at = body.find("\"created\":", at)) != std::string::npos; ++at) {
      body.erase(at, body.find(',', at) - at);
    }
    return body;
  };
  EXPECT_EQ(without_created(again.body), without_created(first.body));
  EXPECT_NE(one(6, true).body, first.body);
}

TEST_F(MockStream, TellsUsageOnlyWhenAsked) {
  run([this]() -> rt::awaitable<void> {
    const MockAnswer answer =
        co_await send("POST", "/v1/chat/completions",
                      R"({"model":"m","messages":[{}],"stream":true,"max_tokens":3})");
    EXPECT_EQ(answer.body.find("usage"), std::string::npos);
    std::string text;
    const llm::StreamWatch watch = watched(Dialect::openai, answer, &text);
    EXPECT_EQ(watch.deltas(), 3U);
    EXPECT_EQ(watch.finish_reason(), "length");
  });
}

TEST_F(MockStream, AClientThatLeavesEndsTheWork) {
  options.tokens_per_second = PerSecond{1'000'000};  // a minute and more
  run([this]() -> rt::awaitable<void> {
    http::Pool pool(world, test::mock_address);
    {
      const auto call = co_await pool.call(rt::Bound{});
      (*call)->begins("POST");
      const std::string body = llm::write_chat_request(asking(1, true));
      http::Head head = head_of("POST", "/v1/chat/completions");
      head.fields.add("Host", "provider");
      head.fields.add("Content-Length", std::to_string(body.size()));
      const std::string bytes = http::write_request_head(head) + body;
      co_await (*call)->write(bytes, rt::Bound{});
      co_await (*call)->read_head(rt::Bound{});
      co_await test::pause(world, 3s);
    }
    co_await test::pause(world, 1ms);
    EXPECT_EQ(logged.size(), 1U);
  });
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_EQ(logged[0].ending, mock::Ending::client_gone);
  EXPECT_EQ(logged[0].status, 200);
  EXPECT_LT(world.now(), run_start + 5s);
}

TEST_F(MockStream, AClientThatTakesNothingIsDroppedAndASlowOneIsNot) {
  options.first_token = {10ms, 10ms};
  options.tokens = {4000, 4000};  // about 1 MB: far more than sockets hold
  options.tokens_per_second = PerSecond{100'000'000'000};
  const std::string body = llm::write_chat_request(asking(1, true));
  http::Head head = head_of("POST", "/v1/chat/completions");
  head.fields.add("Host", "provider");
  head.fields.add("Content-Length", std::to_string(body.size()));
  const std::string bytes = http::write_request_head(head) + body;
  const auto wait_and_read = [&](Duration wait) -> rt::awaitable<void> {
    test::RawPeer peer = co_await test::RawPeer::dial(world, test::mock_address);
    co_await peer.send(bytes);
    co_await test::pause(world, wait);
    const std::string got = co_await peer.until("\r\n0\r\n\r\n");
    EXPECT_EQ(got.ends_with("data: [DONE]\n\n\r\n0\r\n\r\n"), wait < 30s);
  };
  run([&]() -> rt::awaitable<void> {
    co_await wait_and_read(29s);
    co_await wait_and_read(31s);
  });
  ASSERT_EQ(logged.size(), 2U);
  EXPECT_EQ(logged[0].ending, mock::Ending::complete);
  EXPECT_EQ(logged[1].ending, mock::Ending::client_stalled);
}

}  // namespace
}  // namespace gameday
