// The mock in Anthropic's words.

#include "llm/anthropic.hpp"

#include <gtest/gtest.h>

#include "llm/error_words.hpp"
#include "mock_client.hpp"

namespace gameday {
namespace {

using llm::Dialect;
using test::MockAnswer;

constexpr const char* messages_path = "/v1/messages";

class AnthropicMock : public test::MockTest {
 protected:
  AnthropicMock() {
    options.dialect = Dialect::anthropic;
    options.models = {"claude-haiku-4-5", "claude-x"};
    fields.clear();
    fields.add("x-api-key", "sk-ant-test");
    fields.add("anthropic-version", "2023-06-01");
  }

  MockAnswer one(std::uint32_t ordinal, bool stream, std::optional<std::uint32_t> max_tokens = {}) {
    llm::ChatRequest request = asking(ordinal, stream);
    request.max_tokens = max_tokens;
    MockAnswer answer;
    run([&]() -> rt::awaitable<void> {
      std::string body = llm::write_messages_request(request);
      answer = co_await send("POST", messages_path, std::move(body));
    });
    return answer;
  }
};

TEST_F(AnthropicMock, SaysTheSameStreamedAndUnary) {
  for (std::uint32_t ordinal = 1; ordinal <= 10; ++ordinal) {
    const MockAnswer unary = one(ordinal, false);
    const MockAnswer streamed = one(ordinal, true);
    const llm::AnswerFacts facts = llm::read_message(unary.body);
    EXPECT_EQ(facts.defect, llm::AnswerDefect::none);
    EXPECT_EQ(facts.finish_reason, "end_turn");
    EXPECT_EQ(streamed.took(), unary.took());
    std::string text;
    const llm::StreamWatch watch = watched(Dialect::anthropic, streamed, &text);
    EXPECT_EQ(text, facts.text);
    EXPECT_TRUE(streamed.whole && watch.complete() && watch.done() && !watch.broken());
    EXPECT_EQ(watch.finish_reason(), "end_turn");
    EXPECT_EQ(watch.model(), "gpt-x");
    EXPECT_EQ(watch.completion_tokens(), facts.completion_tokens);
    EXPECT_GT(watch.prompt_tokens(), 7U);
    EXPECT_EQ(watch.deltas(), facts.completion_tokens);
    EXPECT_EQ(streamed.fields.get("request-id"), unary.fields.get("request-id"));
  }
}

TEST_F(AnthropicMock, SendsItsEventsInOrderAndOnTime) {
  options.first_token = {200ms, 200ms};
  options.tokens = {9, 9};
  options.tokens_per_second = PerSecond{10'000'000};
  const MockAnswer answer = one(1, true, 4);
  std::vector<std::pair<std::string, Duration>> heard;
  for (const test::Heard& event : answer.events) {
    heard.emplace_back(event.name, event.at - answer.events[0].at);
  }
  const std::vector<std::pair<std::string, Duration>> expected = {{"message_start", 0ms},
                                                                  {"content_block_start", 0ms},
                                                                  {"ping", 0ms},
                                                                  {"content_block_delta", 0ms},
                                                                  {"content_block_delta", 100ms},
                                                                  {"content_block_delta", 200ms},
                                                                  {"content_block_delta", 300ms},
                                                                  {"content_block_stop", 400ms},
                                                                  {"message_delta", 400ms},
                                                                  {"message_stop", 400ms}};
  EXPECT_EQ(heard, expected);
  EXPECT_NE(answer.body.find("\"stop_reason\":\"max_tokens\""), std::string::npos);
}

TEST_F(AnthropicMock, LetsInWhoHasAKeyInEitherFieldAndAVersion) {
  struct Case {
    const char* name;
    const char* value;
    bool version;
    int status;
    const char* type;
    const char* message;
  };
  const Case cases[] = {
      {"Authorization", "Bearer sk-ant-test", true, 200, "", ""},
      {"Authorization", "Basic sk-ant-test", true, 401, "authentication_error",
       "x-api-key header is required"},
      {"x-api-key", "", true, 401, "authentication_error", "x-api-key header is required"},
      {"x-api-key", "k", false, 400, "invalid_request_error",
       "anthropic-version: header is required"},
  };
  run([&]() -> rt::awaitable<void> {
    for (const Case& row : cases) {
      fields.clear();
      fields.add(row.name, row.value);
      if (row.version) {
        fields.add("anthropic-version", "2026-10-21");
      }
      const MockAnswer answer = co_await send("GET", "/v1/models", "");
      EXPECT_EQ(answer.status, row.status) << row.message;
      const auto error = llm::read_error(answer.body);
      EXPECT_EQ(error ? error->type : "", row.type);
      EXPECT_EQ(error ? error->message : "", row.message);
      EXPECT_EQ(answer.fields.has("anthropic-ratelimit-requests-limit"), row.status != 401);
    }
    fields.clear();
    const MockAnswer health = co_await send("GET", "/health", "");
    EXPECT_EQ(health.status, 200);
  });
}

TEST_F(AnthropicMock, RefusesAsAnthropicDoes) {
  struct Case {
    const char* target;
    const char* body;
    int status;
    const char* message;
  };
  const Case cases[] = {
      {messages_path, "{", 400, "The request body is not valid JSON."},
      {messages_path, R"({"max_tokens":1,"messages":[{}]})", 400, "model: Field required"},
      {messages_path, R"({"model":"m","messages":[{}],"stream":true})", 400,
       "max_tokens: Field required"},
      {messages_path, R"({"model":"m","max_tokens":0,"messages":[{}]})", 400,
       "max_tokens: Input should be greater than or equal to 1"},
      {messages_path, R"({"model":"m","max_tokens":1,"messages":[]})", 400,
       "messages: at least one message is required"},
      {"/v1/chat/completions", R"({"model":"m","max_tokens":1,"messages":[{}]})", 404, "Not Found"},
  };
  run([&]() -> rt::awaitable<void> {
    for (const Case& row : cases) {
      const MockAnswer answer = co_await send("POST", row.target, row.body);
      EXPECT_EQ(answer.status, row.status) << row.message;
      const auto error = llm::read_error(answer.body);
      EXPECT_EQ(error ? error->message : "", row.message);
      const std::string id = "\"request_id\":\"" + std::string(answer.fields.get("request-id"));
      EXPECT_NE(answer.body.find(id), std::string::npos) << answer.body;
    }
  });
}

TEST_F(AnthropicMock, ListsItsModels) {
  run([this]() -> rt::awaitable<void> {
    const MockAnswer list = co_await send("GET", "/v1/models", "");
    EXPECT_TRUE(list.body.starts_with(R"({"data":[{"type":"model","id":"claude-haiku-4-5",)"));
    EXPECT_TRUE(list.body.ends_with(
        R"("has_more":false,"first_id":"claude-haiku-4-5","last_id":"claude-x"})"))
        << list.body;
    const MockAnswer one = co_await send("GET", "/v1/models/claude-x", "");
    EXPECT_EQ(one.status, 200);
    const MockAnswer none = co_await send("GET", "/v1/models/none", "");
    EXPECT_EQ(none.status, 404);
    EXPECT_EQ(llm::read_error(none.body)->message, "model: none");
  });
}

}  // namespace
}  // namespace gameday
