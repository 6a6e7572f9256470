// The mock in virtual time: what it answers, and when.

#include "mock/provider.hpp"

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "llm/chat.hpp"
#include "llm/error_words.hpp"
#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

const rt::Address address{"openai", 443};

struct Answer {
  int status = 0;
  http::Fields fields;
  std::string body;
  Duration took{};
};

class MockTest : public testing::Test {
 protected:
  MockTest() {
    options.provider = "openai";
    options.models = {"gpt-4o-mini"};
  }

  void run(std::function<rt::awaitable<void>()> client, std::string experiment = "storm") {
    mock::Provider provider(world, options, Seed(7), std::move(experiment));
    virtual_world.run(play(provider, std::move(client)));
  }
  rt::awaitable<void> play(mock::Provider& provider, std::function<rt::awaitable<void>()> client) {
    EXPECT_TRUE(provider.start(address));
    co_await client();
    co_await provider.stop(test::within(world, 10s));
  }

  rt::awaitable<Answer> send(std::string method, std::string target, std::string body,
                             std::string key = "Bearer sk-test") {
    http::Head head;
    head.method = std::move(method);
    head.target = std::move(target);
    if (!key.empty()) {
      head.fields.add("Authorization", key);
    }
    http::Pool pool(world, address);
    const TimePoint sent = world.now();
    auto got = co_await http::fetch(pool, std::move(head), std::move(body), rt::Bound{});
    Answer answer;
    if (got) {
      answer.status = got->head.status;
      answer.fields = got->head.fields;
      answer.body = got->body;
    }
    answer.took = world.now() - sent;
    co_return answer;
  }
  rt::awaitable<Answer> chat(std::uint32_t ordinal, std::optional<std::uint32_t> max_tokens = {}) {
    llm::ChatRequest request;
    request.model = "gpt-x";
    request.prompt = "Why?";
    request.max_tokens = max_tokens;
    request.marker = Marker{1, ordinal};
    std::string body = llm::write_chat_request(request);
    Answer answer = co_await send("POST", "/v1/chat/completions", std::move(body));
    co_return answer;
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  mock::Options options;
};

TEST_F(MockTest, AnswersLikeOpenAi) {
  run([this]() -> rt::awaitable<void> {
    const Answer answer = co_await chat(3);
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

TEST_F(MockTest, TakesFirstTokenPlusTokensAtItsRate) {
  options.first_token = {500ms, 500ms};  // no spread
  options.tokens = {100, 100};
  options.tokens_per_second = PerSecond{50'000'000};
  run([this]() -> rt::awaitable<void> {
    const Answer whole = co_await chat(1);
    EXPECT_GE(whole.took, 2500ms);
    EXPECT_LT(whole.took, 2510ms);  // and some memory deliveries
    EXPECT_EQ(whole.fields.get("openai-processing-ms"), "2500");
    const Answer cut = co_await chat(2, 10);
    EXPECT_GE(cut.took, 700ms);
    EXPECT_LT(cut.took, 710ms);
    EXPECT_EQ(llm::read_answer(cut.body).finish_reason, "length");
    EXPECT_EQ(llm::read_answer(cut.body).completion_tokens, 10U);
  });
}

TEST_F(MockTest, ATryDrawsTheSameWhateverCameBefore) {
  Answer alone;
  run([&]() -> rt::awaitable<void> { alone = co_await chat(9); });
  run([&]() -> rt::awaitable<void> {
    co_await chat(4);
    const Answer again = co_await chat(9);
    EXPECT_EQ(again.took / 1ms, alone.took / 1ms);
    EXPECT_EQ(llm::read_answer(again.body).text, llm::read_answer(alone.body).text);
    EXPECT_EQ(again.fields.get("x-request-id"), alone.fields.get("x-request-id"));
    const Answer second_try = co_await chat(9);
    EXPECT_NE(second_try.fields.get("x-request-id"), alone.fields.get("x-request-id"));
    EXPECT_NE(llm::read_answer(second_try.body).text, llm::read_answer(alone.body).text);
  });
  run(
      [&]() -> rt::awaitable<void> {
        const Answer elsewhere = co_await chat(9);
        EXPECT_NE(llm::read_answer(elsewhere.body).text, llm::read_answer(alone.body).text);
      },
      "another experiment");
}

TEST_F(MockTest, RefusesAsOpenAiDoes) {
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
        {"POST", chat_path, R"({"model":"m","messages":[{}],"stream":true})", 400,
         "unsupported_value"},
        {"POST", "/v1/other?a=b", "", 404, "unknown_url"},
        {"GET", "/v1/models/none", "", 404, "model_not_found"},
    };
    for (const Case& row : cases) {
      const Answer answer = co_await send(row.method, row.target, row.body);
      EXPECT_EQ(answer.status, row.status) << row.body;
      const auto error = llm::read_error(answer.body);
      EXPECT_TRUE(error && error->type == "invalid_request_error" && error->code == row.code)
          << answer.body;
    }
    const Answer keyless = co_await send("POST", chat_path, "{}", "");
    EXPECT_EQ(keyless.status, 401);
    EXPECT_FALSE(keyless.fields.has("x-ratelimit-limit-requests"));
  });
}

TEST_F(MockTest, ListsItsModelsAndItsHealth) {
  run([this]() -> rt::awaitable<void> {
    const Answer list = co_await send("GET", "/v1/models", "");
    EXPECT_EQ(list.status, 200);
    EXPECT_TRUE(list.body.starts_with(
        R"({"object":"list","data":[{"id":"gpt-4o-mini","object":"model","created":)"));
    const Answer one = co_await send("GET", "/v1/models/gpt-4o-mini", "");
    EXPECT_EQ(one.status, 200);
    const Answer health = co_await send("GET", "/health", "", "");
    EXPECT_EQ(health.status, 200);
  });
}

TEST_F(MockTest, StopsWaitingWhenTheClientLeaves) {
  options.first_token = {1h, 1h};
  run([this]() -> rt::awaitable<void> {
    test::RawPeer peer = co_await test::RawPeer::dial(world, address);
    co_await peer.send(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer k\r\n"
        "Content-Length: 34\r\n\r\n{\"model\":\"m\",\"messages\":[{\"a\":1}]}");
    co_await test::pause(world, 1s);
    peer.stream().end(End::close);
  });
  EXPECT_LT(world.now(), run_start + 2s);  // stop() had nothing left to wait for
}

}  // namespace
}  // namespace gameday
