// Providers that compress although they were asked not to: a good coding is undone, a broken one is
// a failure like any other.

#include <gtest/gtest.h>

#include "llm/chat.hpp"
#include "rig.hpp"
#include "support/deflated.hpp"
#include "support/good_stream.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::deflated;
using gameday::test::good_stream;
using gameday::test::Wrapping;

constexpr const char* answer =
    R"({"id":"x","choices":[{"index":0,"message":{"content":"Well."},"finish_reason":"stop"}]})";
const std::vector<http::Field> gzip = {{"Content-Encoding", "gzip"}};

/// In pieces of 20 bytes, 100 ms apart.
Play coded_stream(std::string coded) {
  Play play;
  play.how = Play::How::stream;
  play.fields = gzip;
  for (std::size_t at = 0; at < coded.size(); at += 20) {
    play.writes.push_back(Write{coded.substr(at, 20), 100ms, false});
  }
  return play;
}

std::string good_events() {
  std::string all;
  for (const std::string& event : good_stream(llm::Dialect::openai)) {
    all += event;
  }
  return all;
}

TEST(GatewayCodings, AGoodOneIsUndone) {
  Rig rig(tuned());
  rig.openai.plays = {{"", {play(200, deflated(answer, Wrapping::gzip), gzip)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(llm::read_answer(response.body).text, "Well.");
    EXPECT_FALSE(response.head.fields.has("Content-Encoding"));
    EXPECT_EQ(tries(response), "openai/a:200");
  });
}

TEST(GatewayCodings, AGoodStreamIsUndoneAsItComes) {
  Rig rig(tuned());
  rig.openai.plays = {{"", {coded_stream(deflated(good_events(), Wrapping::gzip))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    const Streamed read = read_stream(response.body);
    EXPECT_EQ(read.text, "Hiho");
    EXPECT_TRUE(read.done);
  });
}

TEST(GatewayCodings, WhatCannotBeReadGoesToTheNextTarget) {
  const std::string coded = deflated(answer, Wrapping::gzip);
  const struct {
    Play play;
    const char* tries;
  } cases[] = {
      {play(200, answer, gzip), "openai/a:malformed lifeboat/l:200"},
      {play(200, coded.substr(0, coded.size() / 2), gzip), "openai/a:eof_early lifeboat/l:200"},
      {play(200, coded, {{"Content-Encoding", "br"}}), "openai/a:malformed lifeboat/l:200"},
  };
  for (const auto& one : cases) {
    Rig rig(tuned());
    rig.openai.plays = {{"", {one.play}}};
    rig.run([&](Rig& r) -> rt::awaitable<void> {
      const http::Response response = co_await r.ask();
      EXPECT_EQ(tries(response), one.tries);
    });
  }
}

TEST(GatewayCodings, AStreamThatCannotBeReadOnBreaksInBand) {
  std::string events = good_stream(llm::Dialect::openai)[0];
  for (int i = 0; i < 2000; ++i) {  // so much that it does not fit into one block of the coding
    events += good_stream(llm::Dialect::openai)[1 + i % 2];
  }
  const std::string coded = deflated(events, Wrapping::gzip);
  Rig rig(tuned());
  rig.openai.plays = {{"", {coded_stream(coded.substr(0, coded.size() - 10))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    const Streamed read = read_stream(response.body);
    EXPECT_EQ(read.error, "upstream_stream_truncated");
    EXPECT_FALSE(read.done);
    EXPECT_EQ(read.finish, "");
  });
}

TEST(GatewayCodings, AnErrorThatUnfoldsIsNotKeptWhole) {
  const std::string error = R"({"error":{"message":")" + std::string(1024 * 1024, 'x') +
                            R"(","type":"invalid_request_error"}})";
  Rig rig(tuned());
  rig.openai.plays = {{"", {play(400, deflated(error, Wrapping::gzip), gzip)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response response = co_await r.ask();
    EXPECT_EQ(response.head.status, 400);
    EXPECT_EQ(response.body.find("xxx"), std::string::npos) << response.body.substr(0, 100);
  });
}

TEST(GatewayCodings, ACodedErrorIsJudgedByItsWords) {
  const std::string error =
      R"({"error":{"message":"You have no money left.","code":"insufficient_quota"}})";
  Rig rig(tuned());
  rig.openai.plays = {{"sk-a", {play(429, deflated(error, Wrapping::gzip), gzip)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    const http::Response first = co_await r.ask();
    EXPECT_EQ(tries(first), "openai/a:429 openai/b:200");
    const http::Response later = co_await r.ask();
    EXPECT_EQ(tries(later), "openai/b:200");  // benched, not parked
  });
}

}  // namespace
}  // namespace gameday::gateway::test
