// Answers that are not of the form that was asked for: unary ones are asked for elsewhere, a stream
// ends honestly.

#include <gtest/gtest.h>

#include "llm/chat.hpp"
#include "llm/error_words.hpp"
#include "llm/openai_stream.hpp"
#include "rig.hpp"

namespace gameday::gateway::test {
namespace {

constexpr const char* schema =
    R"({"type":"object","properties":{"price":{"type":"number"}},"required":["price"],)"
    R"("additionalProperties":false})";
constexpr const char* good = R"({"price":7.5})";

Options checking() {
  Options options = tuned();
  for (Provider& provider : options.providers) {
    provider.check_schema = true;
  }
  return options;
}

Ask asking(bool stream = false) {
  Ask ask;
  ask.body = std::string(R"({"model":"m","messages":[],"stream":)") + (stream ? "true" : "false") +
             R"(,"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":)" +
             schema + "}}}";
  return ask;
}

Play saying(std::string text, std::string finish = "stop") {
  llm::ChatAnswer answer;
  answer.model = "m-1";
  answer.text = std::move(text);
  answer.finish_reason = std::move(finish);
  return play(200, llm::write_chat_answer(answer));
}

/// In two halves.
Play streaming_text(std::string_view text, std::string_view finish = "stop") {
  llm::ChunkHead head;
  head.id = "x";
  head.model = "m";
  const std::size_t half = text.size() / 2;
  Play play = streamed({llm::role_chunk(head), llm::content_chunk(head, text.substr(0, half)),
                        llm::content_chunk(head, text.substr(half)),
                        llm::finish_chunk(head, finish), std::string(llm::done_event)});
  for (Write& write : play.writes) {
    write.after = 50ms;
  }
  return play;
}

/// F38's kinds, and what is said of each.
const std::pair<const char*, const char*> wrong[] = {
    {"The price is 7.50.", "the text is not JSON"},
    {"```json\n{\"price\":7.5}\n```", "the text is not JSON"},
    {R"({"Price":7.5})", "Missing required property 'price'"},
    {schema, "Missing required property 'price'"},
    {R"({"price":"7.5"})", "at /price: Value type not permitted by 'type' constraint"}};

TEST(GatewaySchema, AUnaryAnswerOfAnotherFormIsAskedForElsewhere) {  // F38
  for (const auto& [text, said] : wrong) {
    Rig rig(checking());
    rig.openai.plays = {{"", {saying(text)}}};
    rig.lifeboat.plays = {{"", {saying(good)}}};
    rig.run([](Rig& r) -> rt::awaitable<void> {
      Ask ask = asking();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(tries(response), "openai/a:schema_violation lifeboat/l:200");
      EXPECT_EQ(llm::read_answer(response.body).text, good);
      const std::string metrics = co_await r.metrics();
      for (const char* line :
           {"schema_checks_total{result=\"ok\"} 1", "schema_checks_total{result=\"violation\"} 1",
            "schema_unchecked_total{reason=\"too_much_work\"} 0", "result=\"schema_violation\"} 1",
            "outcome=\"ok\"} 1"}) {
        EXPECT_NE(metrics.find(line), std::string::npos) << line << metrics;
      }
    });
  }
}

TEST(GatewaySchema, NobodySpeaksItAndTheCallerIsToldWhy) {
  for (const auto& [text, said] : wrong) {
    Rig rig(checking());
    rig.openai.plays = {{"", {saying(text)}}};
    rig.lifeboat.plays = {{"", {saying("Sorry?")}}};
    const std::string reason = said;
    rig.run([reason](Rig& r) -> rt::awaitable<void> {
      Ask ask = asking();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(response.head.status, 502);
      const auto error = llm::read_error(response.body);
      EXPECT_EQ(error->code, "schema_violation");
      EXPECT_EQ(error->message,
                "openai/gpt-4o-mini gave no answer (schema_violation 200: " + reason + ")");
      EXPECT_EQ(tries(response), "openai/a:schema_violation lifeboat/l:schema_violation");
    });
  }
}

TEST(GatewaySchema, AStreamEndsInAnErrorInPlaceOfItsFinish) {
  for (const auto& [text, said] : wrong) {
    Rig rig(checking());
    rig.openai.plays = {{"", {streaming_text(text)}}};
    const std::string all = text;
    rig.run([all](Rig& r) -> rt::awaitable<void> {
      Ask ask = asking(true);
      const http::Response response = co_await r.ask(std::move(ask));
      const Streamed got = read_stream(response.body);
      EXPECT_EQ(got.text, all);
      EXPECT_EQ(got.error, "schema_violation");
      EXPECT_EQ(got.error_type, "server_error");
      EXPECT_TRUE(got.finish.empty() && !got.done) << response.body;
      EXPECT_TRUE(r.lifeboat.seen.empty());
      const std::string metrics = co_await r.metrics();
      EXPECT_NE(metrics.find("outcome=\"broken_schema_violation\"} 1"), std::string::npos);
    });
  }
}

TEST(GatewaySchema, AStreamThatIsOneChunkIsAskedForElsewhere) {
  Rig rig(checking());
  rig.openai.plays = {
      {"",
       {streamed({"data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Sure!\"},"
                  "\"finish_reason\":\"stop\"}]}\n\n"})}}};
  rig.lifeboat.plays = {{"", {streaming_text(good)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(true);
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:schema_violation lifeboat/l:200");
    const Streamed got = read_stream(response.body);
    EXPECT_EQ(got.text, good);
    EXPECT_TRUE(got.done && got.finish == "stop");
  });
}

TEST(GatewaySchema, WhatWasCutOffPasses) {
  for (const bool stream : {false, true}) {
    Rig rig(checking());
    const std::string half = R"({"pri)";
    rig.openai.plays = {{"", {stream ? streaming_text(half, "length") : saying(half, "length")}}};
    rig.run([stream](Rig& r) -> rt::awaitable<void> {
      Ask ask = asking(stream);
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(tries(response), "openai/a:200");
      EXPECT_NE(response.body.find("\"finish_reason\":\"length\""), std::string::npos);
    });
  }
}

TEST(GatewaySchema, OnlyWhereItIsSwitchedOn) {
  Options half = tuned();
  half.providers[1].check_schema = true;
  for (const Options& options : {tuned(), half}) {
    for (const bool stream : {false, true}) {
      Rig rig(options);
      rig.openai.plays = {{"", {stream ? streaming_text("Sure!") : saying("Sure!")}}};
      rig.run([stream](Rig& r) -> rt::awaitable<void> {
        Ask ask = asking(stream);
        const http::Response response = co_await r.ask(std::move(ask));
        EXPECT_EQ(tries(response), "openai/a:200");
      });
    }
  }
}

TEST(GatewaySchema, WithoutAFormatAnyTextWillDo) {
  Rig rig(checking());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.ask();
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_TRUE(read_stream(response.body).done);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("schema_checks_total{result=\"ok\"} 0"), std::string::npos) << metrics;
  });
}

TEST(GatewaySchema, WhatCannotBeCheckedPassesAndIsCounted) {
  Rig rig(checking());
  rig.openai.plays = {{"", {saying("Sure!")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking();
    const std::string object = R"("type":"object")";
    ask.body.replace(ask.body.find(object), object.size(), R"("$ref":"https://x.test/schema")");
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:200");
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("schema_unchecked_total{reason=\"schema_unsupported\"} 1"),
              std::string::npos)
        << metrics;
  });
}

/// One try a target; the next one beside it after 500 ms, whole answers too.
Options checking_and_hedged() {
  Options options = checking();
  options.providers[0].keys.pop_back();
  for (Provider& provider : options.providers) {
    provider.retry.max = 0;
  }
  options.hedge = HedgeOptions{500ms, 500ms, 100};
  return options;
}

Play after(Duration time, Play play) {
  play.takes = time;
  return play;
}

TEST(GatewaySchema, AHedgeOfAnotherFormLosesToTheFirst) {
  Rig rig(checking_and_hedged());
  rig.openai.plays = {{"", {after(2s, saying(good))}}};
  rig.lifeboat.plays = {{"", {after(10ms, saying("Sure!"))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:200 lifeboat/l:schema_violation");
    EXPECT_EQ(llm::read_answer(response.body).text, good);
    EXPECT_EQ(r.took(), 2000);
  });
}

TEST(GatewaySchema, WhoLosesToAHedgeIsNotCompared) {
  Rig rig(checking_and_hedged());
  rig.openai.plays = {{"", {after(2s, saying("Sure!"))}}};
  rig.lifeboat.plays = {{"", {saying(good)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:lost_hedge lifeboat/l:200");
    const std::string metrics = co_await r.metrics();
    for (const char* line :
         {"schema_checks_total{result=\"ok\"} 1", "schema_checks_total{result=\"violation\"} 0"}) {
      EXPECT_NE(metrics.find(line), std::string::npos) << line << metrics;
    }
  });
}

TEST(GatewaySchema, WhereBothAreOfAnotherFormTheFirstSpeaks) {
  Rig rig(checking_and_hedged());
  rig.openai.plays = {{"", {after(700ms, saying("Sure!"))}}};
  rig.lifeboat.plays = {{"", {after(10ms, saying(R"({"price":"7.5"})"))}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 502);
    EXPECT_EQ(tries(response), "openai/a:schema_violation lifeboat/l:schema_violation");
    EXPECT_NE(response.body.find("the text is not JSON"), std::string::npos) << response.body;
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find("hedges_total{outcome=\"failed\"} 1"), std::string::npos) << metrics;
  });
}

TEST(GatewaySchema, AHedgesStreamThatHasWonEndsInAnErrorAllTheSame) {
  Rig rig(checking_and_hedged());
  rig.openai.plays = {{"", {after(3s, streaming_text(good))}}};
  rig.lifeboat.plays = {{"", {streaming_text("Sure! Here it is.")}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(true);
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:lost_hedge lifeboat/l:200");
    EXPECT_EQ(read_stream(response.body).error, "schema_violation");
    EXPECT_FALSE(read_stream(response.body).done);
    EXPECT_EQ(r.openai.seen.size() + r.lifeboat.seen.size(), 2U);  // nobody is asked again
  });
}

}  // namespace
}  // namespace gameday::gateway::test
