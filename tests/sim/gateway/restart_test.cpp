// on_break: restart, as clients see it: a broken stream goes on as another's, with a word between.

#include <string>

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "rig.hpp"
#include "rt/error.hpp"
#include "support/good_stream.hpp"
#include "support/kept_lines.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::good_stream;
using llm::Dialect;

constexpr const char* marker = R"("object":"gameday.restart")";

Options restarting() {
  Options options = tuned();
  options.providers[0].keys.pop_back();
  options.on_break = OnBreak::restart;
  return options;
}

/// Both deltas, and no end.
Play breaks(Tail tail = Tail::reset) {
  auto events = good_stream(Dialect::openai);
  events.resize(3);
  return streamed(events, tail);
}

Ask willing() {
  Ask ask = streaming();
  ask.fields.push_back(http::Field{"x-gameday-on-break", "restart"});
  return ask;
}

TEST(OnBreak, TheNextTargetBeginsTheAnswerAgain) {
  Rig rig(restarting());
  rig.openai.plays = {{"", {breaks()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 200);
    const Streamed seen = read_stream(response.body);
    EXPECT_EQ(seen.text, "HihoHiho");
    EXPECT_EQ(seen.finish, "stop");
    EXPECT_TRUE(seen.done);
    EXPECT_EQ(seen.error, "");
    const std::size_t at = response.body.find(marker);
    EXPECT_NE(at, std::string::npos) << response.body;
    EXPECT_EQ(read_stream(response.body.substr(0, response.body.rfind("data:", at))).text, "Hiho");
    EXPECT_NE(response.body.find(R"("reason":"reset","from":"openai/gpt-4o-mini",)"
                                 R"("to":"lifeboat/haiku"})"),
              std::string::npos)
        << response.body;
    EXPECT_EQ(response.body.find(marker, at + 1), std::string::npos);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_restarts_total{outcome="answered"} 1)"),
              std::string::npos)
        << metrics;
    EXPECT_NE(metrics.find(R"(key="a",result="reset"} 1)"), std::string::npos);
    EXPECT_NE(metrics.find(R"(key="l",result="200"} 1)"), std::string::npos);
    EXPECT_NE(metrics.find(R"(gameday_gateway_requests_total{outcome="ok"} 1)"), std::string::npos);
    EXPECT_FALSE(r.openai.seen[0].head.fields.has("x-gameday-on-break"));
  });
}

TEST(OnBreak, WhatWasTriedBehindTheHeadIsTheStreamsLastComment) {
  for (const bool again : {false, true}) {
    Rig rig(restarting());
    rig.openai.plays = {{"", {again ? breaks() : Play()}}};
    rig.run([again](Rig& r) -> rt::awaitable<void> {
      Ask ask = willing();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_TRUE(read_stream(response.body).done);
      const std::size_t at = response.body.find("\n: x-gameday-attempts: openai/a:reset:");
      EXPECT_EQ(at != std::string::npos, again) << response.body;
      if (again) {
        const std::string_view comment = std::string_view(response.body).substr(at);
        EXPECT_NE(comment.find("ms, lifeboat/l:200:"), std::string_view::npos) << comment;
        EXPECT_EQ(comment.find("\n\n"), comment.size() - 2) << comment;
      }
    });
  }
}

TEST(OnBreak, TheRequestIsWrittenDownAsTheSecondsAndItsFirstTokenAsTheFirsts) {
  gameday::test::KeptLines log;
  Around around;
  around.access_log = &log;
  Rig rig(restarting(), around);
  rig.openai.plays = {{"", {breaks()}}};
  rig.run([&log](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    co_await r.ask(std::move(ask));
    EXPECT_NE(log.lines.at(0).find(R"("served_by":"lifeboat/haiku")"), std::string::npos)
        << log.lines.at(0);
    const std::string metrics = co_await r.metrics();
    for (const char* series :
         {R"(gen_ai_server_request_duration_seconds_count{gen_ai_operation_name="chat",)"
          R"(gen_ai_provider_name="lifeboat",gen_ai_request_model="haiku",stream="true"} 1)",
          R"(gen_ai_server_time_to_first_token_seconds_count{gen_ai_operation_name="chat",)"
          R"(gen_ai_provider_name="openai",gen_ai_request_model="gpt-4o-mini",stream="true"} 1)"}) {
      EXPECT_NE(metrics.find(series), std::string::npos) << series << metrics;
    }
  });
}

TEST(OnBreak, BothTheConfigAndTheClientMustWantIt) {
  for (const bool config : {false, true}) {
    Options options = restarting();
    options.on_break = config ? OnBreak::restart : OnBreak::error;
    Rig rig(options);
    rig.openai.plays = {{"", {breaks()}}};
    rig.run([config](Rig& r) -> rt::awaitable<void> {
      Ask ask = streaming();
      ask.fields.push_back(http::Field{"x-gameday-on-break", config ? "error" : "restart"});
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(read_stream(response.body).error, "upstream_stream_truncated");
      EXPECT_EQ(response.body.find(marker), std::string::npos);
      EXPECT_TRUE(r.lifeboat.seen.empty());
    });
  }
}

TEST(OnBreak, ASecondBreakIsTheEnd) {
  Options options = restarting();
  options.chain.push_back({"openai", "gpt-4o"});
  Rig rig(options);
  rig.openai.plays = {{"", {breaks(), Play()}}};
  rig.lifeboat.plays = {{"", {breaks(Tail::fin)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    const http::Response response = co_await r.ask(std::move(ask));
    const Streamed seen = read_stream(response.body);
    EXPECT_EQ(seen.text, "HihoHiho");
    EXPECT_EQ(seen.error, "upstream_stream_truncated");
    EXPECT_FALSE(seen.done);
    EXPECT_NE(response.body.find("lifeboat/haiku, after a restart"), std::string::npos)
        << response.body;
    EXPECT_EQ(r.openai.seen.size(), 1U);
    EXPECT_EQ(r.lifeboat.seen.size(), 1U);
  });
}

TEST(OnBreak, WhereNobodyAnswersTheFirstBreakIsTold) {
  Rig rig(restarting());
  rig.openai.plays = {{"", {breaks()}}};
  rig.lifeboat.plays = {{"", {play(500, "{}")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(read_stream(response.body).error, "upstream_stream_truncated");
    EXPECT_EQ(response.body.find(marker), std::string::npos);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(gameday_gateway_restarts_total{outcome="failed"} 1)"),
              std::string::npos)
        << metrics;
  });
}

TEST(OnBreak, BehindTheLastTargetThereIsNobody) {
  Rig rig(restarting());
  rig.openai.plays = {{"", {play(404, "{}")}}};
  rig.lifeboat.plays = {{"", {breaks()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.fields.get("x-gameday-served-by"), "lifeboat/haiku");
    EXPECT_EQ(read_stream(response.body).error, "upstream_stream_truncated");
    EXPECT_EQ(r.openai.seen.size() + r.lifeboat.seen.size(), 2U);
  });
}

TEST(OnBreak, TheDeadlineIsNoBreakToMend) {
  Rig rig(restarting());
  rig.openai.plays = {{"", {breaks(Tail::hang)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    ask.fields.push_back(http::Field{"x-gameday-deadline-ms", "2000"});
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(read_stream(response.body).error, "deadline_exceeded");
    EXPECT_NEAR(static_cast<double>(r.took()), 2000, 2);
    EXPECT_TRUE(r.lifeboat.seen.empty());
  });
}

TEST(OnBreak, TheSecondAnswerHasTheSameDeadline) {
  Rig rig(restarting());
  rig.openai.plays = {{"", {breaks()}}};
  rig.lifeboat.plays = {{"", {breaks(Tail::hang)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    ask.fields.push_back(http::Field{"x-gameday-deadline-ms", "2000"});
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(read_stream(response.body).text, "HihoHiho");
    EXPECT_EQ(read_stream(response.body).error, "deadline_exceeded");
    EXPECT_NEAR(static_cast<double>(r.took()), 2000, 2);
  });
}

TEST(OnBreak, AClientThatLeavesCancelsTheSecondAnswer) {
  Rig rig(restarting());
  rig.openai.plays = {{"", {breaks()}}};
  rig.lifeboat.plays = {{"", {breaks(Tail::hang)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    const TimePoint leaves = r.world().now() + 1s;
    ask.bound = rt::Bound().tighter(leaves, rt::Limit::none);
    co_await r.ask(std::move(ask));
    rt::Bound bound;
    co_await rt::sleep(r.world(), bound.tighter(leaves + 200ms, rt::Limit::none));
    EXPECT_GE(r.lifeboat.seen[0].left, leaves);
    EXPECT_LE(r.lifeboat.seen[0].left, leaves + 100ms);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("gameday_gateway_in_flight 0"), std::string::npos);
    EXPECT_NE(metrics.find(R"(outcome="client_gone"} 1)"), std::string::npos) << metrics;
  });
}

TEST(OnBreak, AHedgedStreamIsRestartedToo) {
  Options options = restarting();
  options.hedge = HedgeOptions{500ms, {}, 100};
  options.chain.push_back({"openai", "gpt-4o"});
  Rig rig(options);
  Play late;
  late.takes = 5s;
  rig.openai.plays = {{"", {late, Play()}}};
  rig.lifeboat.plays = {{"", {breaks()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:lost_hedge lifeboat/l:200");
    EXPECT_EQ(read_stream(response.body).text, "HihoHiho");
    EXPECT_TRUE(read_stream(response.body).done);
    EXPECT_NE(response.body.find(R"("to":"openai/gpt-4o"})"), std::string::npos) << response.body;
  });
}

TEST(OnBreak, TheSecondAnswerIsNotHedged) {
  Options options = restarting();
  options.hedge = HedgeOptions{500ms, {}, 100};
  options.chain.push_back({"openai", "gpt-4o"});
  Rig rig(options);
  rig.openai.plays = {{"", {breaks(), Play()}}};
  Play late;
  late.takes = 2s;
  rig.lifeboat.plays = {{"", {late}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = willing();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_NE(response.body.find(R"("to":"lifeboat/haiku"})"), std::string::npos) << response.body;
    EXPECT_TRUE(read_stream(response.body).done);
    EXPECT_EQ(r.openai.seen.size(), 1U);
  });
}

TEST(OnBreak, AnotherWordIsTheCallersMistake) {
  Rig rig(restarting());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    ask.fields.push_back(http::Field{"x-gameday-on-break", "resume"});
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 400);
    EXPECT_TRUE(r.openai.seen.empty());
  });
}

void speak_anthropic(Provider& provider) {
  provider.dialect = llm::Dialect::anthropic;
  provider.base_url.resize(provider.base_url.size() - 3);  // without /v1
}

/// With the tokens that it took.
Ask willing_to_count() {
  Ask ask = willing();
  ask.body.insert(1, R"("stream_options":{"include_usage":true},)");
  return ask;
}

/// Whichever of the two speaks Anthropic's, what is told and written down is what the last one
/// took.
TEST(OnBreak, TheTokensAreThoseOfTheLastAnswerInEitherDialect) {
  for (const std::size_t theirs : {0U, 1U}) {
    const Dialect first = theirs == 0 ? Dialect::anthropic : Dialect::openai;
    gameday::test::KeptLines log;
    Around around;
    around.access_log = &log;
    Options options = restarting();
    speak_anthropic(options.providers[theirs]);
    Rig rig(options, around);
    auto broken = good_stream(first);
    broken.resize(gameday::test::events_before_content(first) + 2);  // both deltas, and no end
    rig.openai.plays = {{"", {streamed(broken, Tail::reset)}}};
    const Dialect second = theirs == 0 ? Dialect::openai : Dialect::anthropic;
    rig.lifeboat.plays = {{"", {streamed(good_stream(second, true))}}};
    rig.run([&log](Rig& r) -> rt::awaitable<void> {
      Ask ask = willing_to_count();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(read_stream(response.body).text, "HihoHiho");
      EXPECT_TRUE(read_stream(response.body).done);
      constexpr const char* told = R"("prompt_tokens":3,"completion_tokens":2)";
      const std::size_t at = response.body.find(told);
      EXPECT_NE(at, std::string::npos) << response.body;
      EXPECT_EQ(response.body.find("\"prompt_tokens\"", at + 1), std::string::npos);
      EXPECT_NE(log.lines.at(0).find(told), std::string::npos) << log.lines.at(0);
    });
  }
}

}  // namespace
}  // namespace gameday::gateway::test
