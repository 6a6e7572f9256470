#include "llm/dialect_answers.hpp"

#include <gtest/gtest.h>

#include "documented_error.hpp"
#include "http/sse.hpp"
#include "llm/anthropic.hpp"
#include "llm/anthropic_fields.hpp"
#include "llm/stream.hpp"

namespace gameday::llm {
namespace {

// The Anthropic column, as documented.
constexpr DocumentedError documented[] = {
    {"rate-limit", 429, "rate_limit_error", ""},
    {"slow-down", 429, "rate_limit_error", "ramp_limit_exceeded"},
    {"quota", 400, "invalid_request_error", ""},
    {"credit", 400, "invalid_request_error", ""},
    {"spend-limit", 429, "rate_limit_error", "enforced_spend_limit_reached"},
    {"billing", 402, "billing_error", ""},
    {"bad-key", 401, "authentication_error", ""},
    {"forbidden", 403, "permission_error", ""},
    {"region", 403, "permission_error", ""},
    {"on-hold", 400, "invalid_request_error", "organization_on_hold"},
    {"no-model", 404, "not_found_error", ""},
    {"gone", 410, "not_found_error", ""},
    {"bad-param", 400, "invalid_request_error", ""},
    {"context", 400, "invalid_request_error", ""},
    {"content-filter", 400, "invalid_request_error", ""},
    {"too-large", 413, "request_too_large", ""},
    {"server", 500, "api_error", ""},
    {"overloaded", 529, "overloaded_error", ""},
    {"timeout", 504, "timeout_error", ""},
    {"conflict", 409, "conflict_error", ""},
};

TEST(AnthropicError, EveryNameAnswersAsDocumented) {
  ASSERT_EQ(error_names().size(), std::size(documented));
  for (const DocumentedError& row : documented) {
    const TrueAnswer answer = anthropic_error(row.name, 7, std::nullopt, "claude-x");
    expect_documented(row, answer);
    const std::string id(answer.head.fields.get("request-id"));
    EXPECT_EQ(id.substr(0, 6), "req_01") << row.name;
    EXPECT_NE(answer.body.find("\"request_id\":\"" + id + '"'), std::string::npos) << row.name;
  }
}

TEST(AnthropicError, SaysWhatTheOfficialClientsReact) {
  const auto should_retry = [](const char* name) {
    return std::string(anthropic_error(name, 1, {}, "").head.fields.get("x-should-retry"));
  };
  EXPECT_EQ(should_retry("rate-limit"), "true");
  EXPECT_EQ(should_retry("credit"), "false");
  EXPECT_EQ(should_retry("spend-limit"), "");
  EXPECT_EQ(should_retry("overloaded"), "");
  EXPECT_EQ(read_error(anthropic_error("no-model", 1, {}, "claude-9").body)->message,
            "model: claude-9");
}

TEST(AnthropicError, ResetsAreMomentsAndOnlyThereWhenTheTimeIsKnown) {
  const WallTime wall(Duration(std::chrono::seconds(1'795'613'224)));  // 2026-11-25T13:27:04Z
  const auto fields = anthropic_error("rate-limit", 1, 2500ms, "m", wall).head.fields;
  EXPECT_EQ(fields.get("retry-after"), "3");
  EXPECT_EQ(fields.get("anthropic-ratelimit-requests-limit"), "50");
  EXPECT_EQ(fields.get("anthropic-ratelimit-requests-remaining"), "0");
  EXPECT_EQ(fields.get("anthropic-ratelimit-requests-reset"), "2026-11-25T13:27:07Z");
  EXPECT_EQ(fields.get("anthropic-ratelimit-input-tokens-remaining"), "29900");
  EXPECT_EQ(fields.get("anthropic-ratelimit-output-tokens-reset"), "2026-11-25T13:27:05Z");
  EXPECT_TRUE(fields.has("anthropic-ratelimit-tokens-limit"));
  const auto timeless = anthropic_error("rate-limit", 1, {}, "m").head.fields;
  EXPECT_TRUE(timeless.has("anthropic-ratelimit-requests-limit"));
  EXPECT_FALSE(timeless.has("anthropic-ratelimit-requests-reset"));
  const auto refused = anthropic_error("bad-key", 1, {}, "m", wall).head.fields;
  EXPECT_FALSE(refused.has("anthropic-ratelimit-requests-limit"));
  EXPECT_EQ(to_rfc3339(WallTime(Duration(951'782'399'999'999'999))), "2000-02-29T00:00:00Z");
}

TEST(TrueStatus, IsEachDialectsOwn) {
  const auto type = [](Dialect dialect, int status) {
    const TrueAnswer answer = true_status(dialect, status, 1, std::nullopt, "m");
    EXPECT_EQ(answer.head.status, status);
    const auto error = read_error(answer.body);
    return error ? error->type : std::string("page");
  };
  const std::pair<int, const char*> anthropic[] = {
      {400, "invalid_request_error"},
      {401, "authentication_error"},
      {402, "billing_error"},
      {403, "permission_error"},
      {404, "not_found_error"},
      {408, "timeout_error"},
      {409, "conflict_error"},
      {410, "not_found_error"},
      {413, "request_too_large"},
      {418, "invalid_request_error"},
      {429, "rate_limit_error"},
      {500, "api_error"},
      {501, "api_error"},
      {502, "page"},
      {503, "overloaded_error"},
      {504, "page"},
      {522, "page"},
      {529, "overloaded_error"},
  };
  for (const auto& [status, word] : anthropic) {
    EXPECT_EQ(type(Dialect::anthropic, status), word) << status;
  }
  EXPECT_EQ(type(Dialect::openai, 529), "service_unavailable_error");
  EXPECT_NE(true_status(Dialect::anthropic, 524, 1, {}, "").body.find("api.anthropic.com |"),
            std::string::npos);
  EXPECT_EQ(true_status(Dialect::anthropic, 502, 1, 2s, "").head.fields.get("Retry-After"), "2");
}

TEST(Page, EveryNameIsAPageWithoutJson) {
  ASSERT_EQ(page_names().size(), 15U);
  for (const std::string_view name : page_names()) {
    const TrueAnswer page = page_answer(name, 3);
    EXPECT_FALSE(page.body.empty()) << name;
    EXPECT_NE(page.body.front(), '{') << name;
    EXPECT_EQ(page.head.fields.get("Content-Length"), std::to_string(page.body.size())) << name;
    const auto dash = name.rfind('-');
    const std::string_view status = dash == std::string_view::npos ? "200" : name.substr(dash + 1);
    EXPECT_EQ(std::to_string(page.head.status), status == "upstream" ? "503" : status) << name;
  }
  EXPECT_EQ(page_answer("envoy-no-upstream", 3).body, "no healthy upstream");
  EXPECT_EQ(page_answer("envoy-503", 3).head.fields.get("server"), "envoy");
  EXPECT_EQ(page_answer("login", 3).head.fields.get("Content-Type"), "text/html; charset=utf-8");
}

TEST(ErrorAsEvent, EveryFormAsItIsSeenInTheWild) {
  constexpr auto openai = Dialect::openai;
  const std::string words =
      "The server had an error while processing your request. Sorry about that!";
  const std::string object =
      R"({"error":{"message":")" + words + R"(","type":"server_error","param":null,"code":null}})";
  const auto event = [&](Dialect dialect, const char* form) {
    return error_as_event(dialect, "server", form, 7, "m");
  };
  EXPECT_EQ(error_forms().size(), 6U);
  EXPECT_EQ(event(openai, "native"), "data: " + object + "\n\n");
  EXPECT_EQ(event(openai, "object"), "data: " + object + "\n\n");
  EXPECT_EQ(event(openai, "named"), "event: error\ndata: " + object + "\n\n");
  EXPECT_EQ(event(openai, "string"), R"(data: {"error":")" + words + "\"}\n\n");
  EXPECT_EQ(event(openai, "flat"), R"(event: error)"
                                   "\n"
                                   R"(data: {"type":"error","code":"server_error","message":")" +
                                       words + "\",\"param\":null,\"sequence_number\":0}\n\n");
  EXPECT_EQ(event(openai, "vllm"), R"(data: {"object":"error","message":")" + words +
                                       R"(","type":"server_error","param":null,"code":500})"
                                       "\n\n");
  EXPECT_EQ(event(Dialect::anthropic, "native"),
            anthropic_error_event("api_error", "Internal server error", anthropic_id("req", 7)));
  EXPECT_EQ("event: error\n" + event(Dialect::anthropic, "object"),
            event(Dialect::anthropic, "native"));
}

TEST(CannedCompletion, IsAWholeAnswerInItsDialect) {
  const auto body = [](Dialect dialect, const char* shape) {
    const TrueAnswer answer = canned_completion(dialect, shape, 5, "m-1");
    EXPECT_EQ(answer.head.status, 200);
    return answer.body;
  };
  for (const char* shape : {"unary", "empty"}) {
    const AnswerFacts openai = read_answer(body(Dialect::openai, shape));
    const AnswerFacts anthropic = read_message(body(Dialect::anthropic, shape));
    EXPECT_EQ(openai.defect, AnswerDefect::none) << shape;
    EXPECT_EQ(anthropic.defect, AnswerDefect::none) << shape;
    EXPECT_EQ(openai.text, anthropic.text);
    EXPECT_EQ(openai.text.empty(), std::string_view(shape) == "empty");
    EXPECT_EQ(openai.model, "m-1");
    EXPECT_EQ(anthropic.model, "m-1");
  }
  for (const Dialect dialect : {Dialect::openai, Dialect::anthropic}) {
    http::SseReader reader;
    const std::string stream = body(dialect, "stream");
    reader.push(stream);
    StreamWatch watch(dialect);
    std::string text;
    for (auto block = reader.next(); block.what != http::SseBlock::What::need_more;
         block = reader.next()) {
      text += watch.see(block.name, block.data).text;
    }
    EXPECT_TRUE(watch.complete() && watch.done());
    EXPECT_EQ(text, read_answer(body(Dialect::openai, "unary")).text);
  }
  EXPECT_TRUE(canned_completion(Dialect::openai, "unary", 5, "m").head.fields.has("x-request-id"));
  EXPECT_TRUE(canned_completion(Dialect::anthropic, "unary", 5, "m").head.fields.has("request-id"));
}

}  // namespace
}  // namespace gameday::llm
