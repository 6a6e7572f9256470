// Anthropic behind OpenAI's chat, as primary and as lifeboat.

#include <gtest/gtest.h>

#include "llm/chat.hpp"
#include "llm/dialect_answers.hpp"
#include "rig.hpp"
#include "support/good_stream.hpp"

namespace gameday::gateway::test {
namespace {

constexpr const char* two_answers =
    R"({"model":"m","messages":[{"role":"user","content":"x"}],"n":2})";

Options anthropic(bool primary, bool lifeboat) {
  Options options = tuned();
  for (std::size_t i = 0; i < 2; ++i) {
    Provider& provider = options.providers[i];
    if (i == 0 ? primary : lifeboat) {
      provider.dialect = llm::Dialect::anthropic;
      provider.base_url.resize(provider.base_url.size() - 3);  // without /v1
    }
  }
  return options;
}

Ask asking(std::string body) {
  Ask ask;
  ask.body = std::move(body);
  return ask;
}

TEST(AnthropicTarget, IsAskedInItsOwnWordsWithItsOwnKey) {
  Rig rig(anthropic(true, false));
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(R"({"model":"m","messages":[{"role":"system","content":"Be brief."},)"
                     R"({"role":"user","content":"Why?"}],"seed":1,"max_tokens":5})");
    ask.fields.push_back(http::Field{"x-api-key", "the-clients-own"});
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 200);
    const llm::AnswerFacts answer = llm::read_answer(response.body);
    EXPECT_EQ(answer.text, "It was the flaky one.");
    EXPECT_EQ(answer.finish_reason, "stop");
    EXPECT_EQ(answer.model, "m-1");  // the provider's
    EXPECT_EQ(response.head.fields.get("Content-Type"), "application/json");
    EXPECT_EQ(response.head.fields.get("x-gameday-served-by"), "openai/gpt-4o-mini");
    EXPECT_EQ(response.head.fields.get("x-gameday-dropped"), "seed");
    const auto& seen = r.openai.seen.front();
    EXPECT_EQ(seen.head.target, "/v1/messages");
    EXPECT_EQ(seen.head.fields.get("x-api-key"), "sk-a");
    EXPECT_EQ(seen.head.fields.get("anthropic-version"), "2023-06-01");
    EXPECT_FALSE(seen.head.fields.has("Authorization"));
    const llm::RequestFacts asked = llm::read_request_facts(seen.body);
    EXPECT_EQ(asked.model, "gpt-4o-mini");
    EXPECT_EQ(asked.max_tokens, 5U);
  });
}

TEST(AnthropicTarget, AStreamTellsItsUsageWhenAsked) {
  Rig rig(anthropic(true, false));
  rig.run([](Rig& r) -> rt::awaitable<void> {
    for (const bool asked : {false, true}) {
      Ask ask = streaming();
      ask.body.pop_back();
      ask.body += asked ? R"(,"stream_options":{"include_usage":true}})" : "}";
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(read_stream(response.body).usage, asked);
      EXPECT_TRUE(response.body.ends_with("data: [DONE]\n\n"));
    }
  });
}

TEST(AnthropicTarget, IsPassedOverWhereItCannotSayWhatIsAsked) {
  for (const bool primary : {false, true}) {
    Rig rig(anthropic(primary, !primary));
    rig.run([primary](Rig& r) -> rt::awaitable<void> {
      Ask ask = asking(two_answers);
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(tries(response), primary ? "lifeboat/l:200" : "openai/a:200");
    });
  }
  Rig nobody(anthropic(true, true));
  nobody.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = asking(two_answers);
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 400);
    EXPECT_EQ(llm::read_error(response.body)->code, "unsupported_parameter");
    EXPECT_NE(llm::read_error(response.body)->message.find("`n`"), std::string::npos);
    EXPECT_TRUE(r.openai.seen.empty() && r.lifeboat.seen.empty());
  });
}

struct Row {
  const char* error;
  const char* tries;
  int status;  // with nothing left
  const char* code;
};

TEST(AnthropicTarget, ItsErrorsMeanTheSame) {
  const Row rows[] = {{"rate-limit", "openai/a:429 openai/b:429", 429, "rate_limit_exceeded"},
                      {"quota", "openai/a:400 openai/b:400", 429, "insufficient_quota"},
                      {"spend-limit", "openai/a:429 openai/b:429", 429, "insufficient_quota"},
                      {"billing", "openai/a:402 openai/b:402", 502, "upstream_auth"},
                      {"bad-key", "openai/a:401 openai/b:401", 502, "upstream_auth"},
                      {"region", "openai/a:403", 502, "upstream_auth"},
                      {"on-hold", "openai/a:400 openai/b:400", 502, "upstream_auth"},
                      {"no-model", "openai/a:404 openai/b:404", 404, "model_not_found"},
                      {"server", "openai/a:500 openai/a:500", 502, "upstream_error"},
                      {"overloaded", "openai/a:529 openai/a:529", 503, "server_is_overloaded"},
                      {"timeout", "openai/a:504", 504, "upstream_timeout"},
                      {"conflict", "openai/a:409 openai/a:409", 502, "upstream_error"}};
  for (const Row& row : rows) {
    Rig rig(anthropic(true, false));
    const auto true_answer =
        llm::true_error(llm::Dialect::anthropic, row.error, 1, std::nullopt, "claude");
    rig.openai.plays = {{"", {play(true_answer.head.status, true_answer.body)}}};
    rig.lifeboat.plays = {{"", {play(500, "{}")}}};
    rig.run([&row](Rig& r) -> rt::awaitable<void> {
      Ask ask = asking(streaming().body);
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(tries(response), std::string(row.tries) + " lifeboat/l:500 lifeboat/l:500")
          << row.error;
      EXPECT_EQ(response.head.status, row.status) << row.error;
      EXPECT_EQ(llm::read_error(response.body)->code, row.code) << row.error;
    });
  }
}

TEST(AnthropicTarget, ACallersMistakeIsToldInOpenAisWords) {
  Rig rig(anthropic(true, false));
  const auto too_large = llm::true_error(llm::Dialect::anthropic, "too-large", 1, {}, "claude");
  rig.openai.plays = {{"", {play(413, too_large.body)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.status, 413);
    EXPECT_EQ(llm::read_error(response.body)->type, "invalid_request_error");
    EXPECT_TRUE(r.lifeboat.seen.empty());
  });
}

TEST(AnthropicTarget, EventsOutOfOrderAreAFailure) {  // F31
  const auto good = gameday::test::good_stream(llm::Dialect::anthropic);
  for (const bool content : {false, true}) {
    Play bad = streamed(
        content ? std::vector<std::string>{good[0], good[1], good[2], llm::text_delta_event(7, "x")}
                : std::vector<std::string>{good[2], good[0]});
    Rig rig(anthropic(true, true));
    rig.openai.plays = {{"", {bad}}};
    rig.run([content](Rig& r) -> rt::awaitable<void> {
      Ask ask = streaming();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(tries(response), content ? "openai/a:200" : "openai/a:malformed lifeboat/l:200");
      EXPECT_EQ(read_stream(response.body).error, content ? "upstream_stream_malformed" : "");
    });
  }
}

}  // namespace
}  // namespace gameday::gateway::test
