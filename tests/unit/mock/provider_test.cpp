// The mock in virtual time: what it answers, and when.

#include <algorithm>

#include <gtest/gtest.h>

#include "llm/embeddings.hpp"
#include "llm/error_words.hpp"
#include "mock_client.hpp"

namespace gameday {
namespace {

using test::MockAnswer;
using test::MockTest;

class OpenAiMock : public MockTest {
 protected:
  rt::awaitable<MockAnswer> chat(std::uint32_t ordinal,
                                 std::optional<std::uint32_t> max_tokens = {}) {
    llm::ChatRequest request = asking(ordinal);
    request.max_tokens = max_tokens;
    std::string body = llm::write_chat_request(request);
    MockAnswer answer = co_await send("POST", "/v1/chat/completions", std::move(body));
    co_return answer;
  }
};

TEST_F(OpenAiMock, AnswersLikeOpenAi) {
  run([this]() -> rt::awaitable<void> {
    const MockAnswer answer = co_await chat(3);
    EXPECT_EQ(answer.status, 200);
    const llm::AnswerFacts facts = llm::read_answer(answer.body);
    EXPECT_EQ(facts.defect, llm::AnswerDefect::none);
    EXPECT_EQ(facts.model, "gpt-x");
    EXPECT_EQ(facts.finish_reason, "stop");
    EXPECT_GT(facts.text.size(), facts.completion_tokens * 2);
    EXPECT_NE(answer.body.find("\"created\":946684800"), std::string::npos);  // virtual 2000-01-01
    EXPECT_TRUE(answer.fields.get("x-request-id").starts_with("req_"));
    EXPECT_EQ(answer.fields.get("x-ratelimit-remaining-requests"), "499");
  });
}

TEST_F(OpenAiMock, EmbedsTheSameTextAlike) {
  run([this]() -> rt::awaitable<void> {
    std::string body = R"({"model":"e","input":["x","y","x"],"dimensions":4})";
    const MockAnswer answer = co_await send("POST", "/v1/embeddings", std::move(body));
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(llm::read_embeddings(answer.body).count, 3U);
    const auto vector = [&](std::size_t from) {
      const std::size_t at = answer.body.find("\"embedding\":[", from);
      return answer.body.substr(at, answer.body.find(']', at) - at);
    };
    const std::string x = vector(0);
    const std::size_t second = answer.body.find("\"index\":1");
    EXPECT_EQ(std::count(x.begin(), x.end(), ','), 3);
    EXPECT_NE(vector(second), x);
    EXPECT_EQ(vector(answer.body.find("\"index\":2")), x);
    std::string nothing = R"({"model":"e","input":[]})";
    const MockAnswer refused = co_await send("POST", "/v1/embeddings", std::move(nothing));
    EXPECT_EQ(refused.status, 400);
  });
}

TEST_F(OpenAiMock, TakesFirstTokenPlusTokensAtItsRate) {
  options.first_token = {500ms, 500ms};  // no spread
  options.tokens = {100, 100};
  options.tokens_per_second = PerSecond{50'000'000};
  run([this]() -> rt::awaitable<void> {
    const MockAnswer whole = co_await chat(1);
    EXPECT_GE(whole.took(), 2500ms);
    EXPECT_LT(whole.took(), 2510ms);  // and some memory deliveries
    EXPECT_EQ(whole.fields.get("openai-processing-ms"), "2500");
    const MockAnswer cut = co_await chat(2, 10);
    EXPECT_GE(cut.took(), 700ms);
    EXPECT_LT(cut.took(), 710ms);
    EXPECT_EQ(llm::read_answer(cut.body).finish_reason, "length");
    EXPECT_EQ(llm::read_answer(cut.body).completion_tokens, 10U);
  });
}

TEST_F(OpenAiMock, ATryDrawsTheSameWhateverCameBefore) {
  MockAnswer alone;
  run([&]() -> rt::awaitable<void> { alone = co_await chat(9); });
  run([&]() -> rt::awaitable<void> {
    co_await chat(4);
    const MockAnswer again = co_await chat(9);
    EXPECT_EQ(again.took() / 1ms, alone.took() / 1ms);
    EXPECT_EQ(llm::read_answer(again.body).text, llm::read_answer(alone.body).text);
    EXPECT_EQ(again.fields.get("x-request-id"), alone.fields.get("x-request-id"));
    const MockAnswer second_try = co_await chat(9);
    EXPECT_NE(second_try.fields.get("x-request-id"), alone.fields.get("x-request-id"));
    EXPECT_NE(llm::read_answer(second_try.body).text, llm::read_answer(alone.body).text);
  });
  run(
      [&]() -> rt::awaitable<void> {
        const MockAnswer elsewhere = co_await chat(9);
        EXPECT_NE(llm::read_answer(elsewhere.body).text, llm::read_answer(alone.body).text);
      },
      "another experiment");
}

TEST_F(OpenAiMock, RefusesAsOpenAiDoes) {
  run([this]() -> rt::awaitable<void> {
    struct Case {
      const char* method;
      const char* target;
      const char* body;
      int status;
      const char* code;
    };
    const char* chat_path = "/v1/chat/completions";
    const Case cases[] = {
        {"POST", chat_path, "{", 400, ""},
        {"POST", chat_path, R"({"messages":[{}]})", 400, ""},
        {"POST", chat_path, R"({"model":"m"})", 400, "missing_required_parameter"},
        {"POST", chat_path, R"({"model":"m","stream":true})", 400, "missing_required_parameter"},
        {"POST", chat_path,
         R"({"model":"m","messages":[{}],"stream_options":{"include_usage":true}})", 400, ""},
        {"POST", "/v1/other?a=b", "", 404, "unknown_url"},
        {"GET", "/v1/models/none", "", 404, "model_not_found"},
    };
    for (const Case& row : cases) {
      const MockAnswer answer = co_await send(row.method, row.target, row.body);
      EXPECT_EQ(answer.status, row.status) << row.body;
      const auto error = llm::read_error(answer.body);
      EXPECT_TRUE(error && error->type == "invalid_request_error" && error->code == row.code)
          << answer.body;
    }
    fields.clear();
    const MockAnswer keyless = co_await send("POST", chat_path, "{}");
    EXPECT_EQ(keyless.status, 401);
    EXPECT_FALSE(keyless.fields.has("x-ratelimit-limit-requests"));
  });
}

TEST_F(OpenAiMock, ListsItsModelsAndItsHealth) {
  run([this]() -> rt::awaitable<void> {
    const MockAnswer list = co_await send("GET", "/v1/models", "");
    EXPECT_EQ(list.status, 200);
    EXPECT_TRUE(list.body.starts_with(
        R"({"object":"list","data":[{"id":"gpt-4o-mini","object":"model","created":)"));
    const MockAnswer one = co_await send("GET", "/v1/models/gpt-4o-mini", "");
    EXPECT_EQ(one.status, 200);
    fields.clear();
    const MockAnswer health = co_await send("GET", "/health", "");
    EXPECT_EQ(health.status, 200);
  });
  EXPECT_EQ(logged.size(), 2U);  // health checks are nobody's requests
}

TEST_F(OpenAiMock, StopsWaitingWhenTheClientLeaves) {
  options.first_token = {1h, 1h};
  run([this]() -> rt::awaitable<void> {
    test::RawPeer peer = co_await test::RawPeer::dial(world, test::mock_address);
    co_await peer.send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer k\r\n"
        "Content-Length: 34\r\n\r\n{\"model\":\"m\",\"messages\":[{\"a\":1}]}");
    co_await test::pause(world, 1s);
    peer.stream().end(End::close);
  });
  EXPECT_LT(world.now(), run_start + 2s);  // stop() had nothing left to wait for
  ASSERT_EQ(logged.size(), 1U);
  EXPECT_EQ(logged[0].ending, mock::Ending::client_gone);
  EXPECT_EQ(logged[0].status, 0);
}

}  // namespace
}  // namespace gameday
