// A stream that drips (F18) is ended by its pace, long before any timer of silence.

#include <gtest/gtest.h>

#include "rig.hpp"
#include "support/good_stream.hpp"

namespace gameday::gateway::test {
namespace {

using llm::Dialect;

/// One short delta after the other.
Play drip(Dialect which, int deltas, Duration every) {
  const auto events = gameday::test::good_stream(which);
  const std::size_t first = gameday::test::events_before_content(which);
  Play play;
  play.how = Play::How::stream;
  for (std::size_t at = 0; at < events.size(); ++at) {
    const int times = at == first ? deltas : 1;
    for (int time = 0; time < times; ++time) {
      play.writes.push_back(Write{events[at], at == first ? every : Duration(), false});
    }
  }
  return play;
}

Options paced(Dialect which) {
  Options options = tuned();
  options.providers[0].keys.pop_back();
  options.providers[0].dialect = which;
  options.providers[0].base_url =
      which == Dialect::openai ? "http://openai:80/v1" : "http://openai:80";
  options.providers[0].pace = PaceOptions{5, 3s};
  return options;
}

class Pace : public ::testing::TestWithParam<Dialect> {};

TEST_P(Pace, ADripIsEndedInBandAfterOneWindow) {
  Rig rig(paced(GetParam()));
  rig.openai.plays = {{"", {drip(GetParam(), 100, 500ms)}}};  // two a second
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 200);
    const Streamed seen = read_stream(response.body);
    EXPECT_EQ(seen.error, "upstream_too_slow");
    EXPECT_EQ(seen.finish, "");
    EXPECT_FALSE(seen.done);
    EXPECT_TRUE(seen.text.starts_with("HiHi"));
    EXPECT_NEAR(static_cast<double>(r.took()), 100 + 500 + 3000, 5);
    rt::Bound bound;
    co_await rt::sleep(r.world(), bound.tighter(r.world().now() + 100ms, rt::Limit::none));
    EXPECT_NEAR(to_milliseconds(r.openai.seen[0].left - r.openai.seen[0].at), 3600, 25);
    EXPECT_TRUE(r.lifeboat.seen.empty());
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("outcome=\"broken_too_slow\"} 1"), std::string::npos) << metrics;
    EXPECT_NE(metrics.find("result=\"too_slow\"} 1"), std::string::npos) << metrics;
  });
}

TEST_P(Pace, OneThatIsFastEnoughIsLeftAlone) {
  Rig rig(paced(GetParam()));
  rig.openai.plays = {{"", {drip(GetParam(), 100, 199ms)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(read_stream(response.body).finish, "stop");
    EXPECT_TRUE(read_stream(response.body).done);
  });
}

TEST_P(Pace, WithoutItADripGoesOnToTheLimitOfTheTry) {
  Options options = paced(GetParam());
  options.providers[0].pace.reset();
  options.providers[0].timeouts.attempt = 20s;
  Rig rig(options);
  rig.openai.plays = {{"", {drip(GetParam(), 100, 500ms)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(read_stream(response.body).error, "upstream_timeout");
    EXPECT_NEAR(static_cast<double>(r.took()), 20000, 5);
  });
}

INSTANTIATE_TEST_SUITE_P(Dialects, Pace, ::testing::Values(Dialect::openai, Dialect::anthropic),
                         [](const auto& one) {
                           return one.param == Dialect::openai ? "openai" : "anthropic";
                         });

/// Of another kind than text: one every 500 ms, as long as ten tokens.
Play drip_of(Dialect which, std::string delta) {
  Play play = drip(which, 1, 500ms);
  const Write one{std::move(delta), 500ms, false};
  play.writes.insert(play.writes.begin() + (which == Dialect::openai ? 2 : 3), 20, one);
  return play;
}

TEST(PaceGuarded, ReasoningAndCallsAreContentToo) {
  const std::string forty(40, 'x');
  const auto openai = [](const std::string& delta) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":" + delta + "}]}\n\n";
  };
  const std::pair<Dialect, std::string> deltas[] = {
      {Dialect::openai, openai(R"({"reasoning_content":")" + forty + "\"}")},
      {Dialect::openai,
       openai(R"({"tool_calls":[{"index":0,"function":{"arguments":")" + forty + "\"}}]}")},
      {Dialect::anthropic,
       "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
       "\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"" +
           forty + "\"}}\n\n"}};
  for (const auto& [which, delta] : deltas) {
    Rig rig(paced(which));
    rig.openai.plays = {{"", {drip_of(which, delta)}}};
    rig.run([&](Rig& r) -> rt::awaitable<void> {
      Ask ask = streaming();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(read_stream(response.body).error, "") << delta;
      EXPECT_EQ(read_stream(response.body).finish, "stop") << delta;
    });
  }
}

TEST(PaceGuarded, DripsOpenTheBreaker) {
  Rig rig(paced(Dialect::openai));
  rig.openai.plays = {{"", {drip(Dialect::openai, 100, 500ms)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    for (int request = 0; request < 11; ++request) {
      Ask ask = streaming();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(response.head.status, 200);
    }
    EXPECT_EQ(r.openai.seen.size(), 10U);
  });
}

}  // namespace
}  // namespace gameday::gateway::test
