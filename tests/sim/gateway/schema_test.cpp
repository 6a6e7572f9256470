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

}  // namespace
}  // namespace gameday::gateway::test
