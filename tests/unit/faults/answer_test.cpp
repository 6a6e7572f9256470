#include "faults/answer.hpp"

#include <gtest/gtest.h>

#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

Respond respond_of(std::string_view text) {
  const auto parsed = test::parse_injection(text);
  EXPECT_EQ(parsed.problems, "");
  return *parsed.injection->deed.respond;
}

llm::TrueAnswer answer(std::string_view text, AnswerTo to = {}) {
  const llm::TrueAnswer answer = answer_of(respond_of(text), to);
  if (answer.head.status != 204) {
    EXPECT_EQ(answer.head.fields.get("Content-Length"), std::to_string(answer.body.size()));
  }
  return answer;
}

AnswerTo anthropic() {
  AnswerTo to;
  to.dialect = llm::Dialect::anthropic;
  return to;
}

TEST(Answer, StatusOverridesWhatTheErrorSays) {
  const auto said = answer("{respond: {error: overloaded, status: 529}}");
  EXPECT_EQ(said.head.status, 529);
  EXPECT_EQ(said.head.reason, http::reason_of(529));
  EXPECT_EQ(llm::read_error(said.body)->code, "server_is_overloaded");
}

TEST(Answer, SpeaksTheProvidersDialectUnlessToldOtherwise) {
  EXPECT_EQ(answer("{respond: {error: overloaded}}").head.status, 503);
  EXPECT_EQ(answer("{respond: {error: overloaded}}", anthropic()).head.status, 529);
  EXPECT_EQ(answer("{respond: {error: overloaded, dialect: openai}}", anthropic()).head.status,
            503);
  EXPECT_EQ(answer("{respond: {status: 503}}", anthropic()).head.status, 503);
}

TEST(Answer, OwnBodiesArePassedOnAsTheyAre) {
  const auto json = answer("{respond: {json: {a: [1, true, \"1\", x], b: {c: -2.5e3}}}}");
  EXPECT_EQ(json.head.status, 200);
  EXPECT_EQ(json.body, R"({"a":[1,true,"1","x"],"b":{"c":-2.5e3}})");
  EXPECT_EQ(json.head.fields.get("Content-Type"), "application/json");
  const auto body = answer("{respond: {status: 418, body: teapot, headers: {Content-Type: a/b}}}");
  EXPECT_EQ(body.body, "teapot");
  EXPECT_EQ(body.head.fields.get("Content-Type"), "a/b");
  EXPECT_EQ(answer("{respond: {page: maintenance}}").head.status, 200);
  EXPECT_EQ(answer("{respond: {page: nginx-502, status: 500}}").head.status, 500);
  EXPECT_EQ(answer("{respond: {completion: unary}}").head.status, 200);
  const auto none = answer("{respond: {status: 204}}");
  EXPECT_TRUE(none.body.empty());
  EXPECT_FALSE(none.head.fields.has("Content-Length"));
}

TEST(Answer, AutomaticHintsAreTheTimeToTheNextToken) {
  AnswerTo to;
  to.next_token = 4200ms;
  const auto limited = answer("{respond: {error: rate-limit}}", to);
  EXPECT_EQ(limited.head.fields.get("Retry-After"), "5");
  EXPECT_NE(limited.body.find("try again in 4.2s."), std::string::npos);
  EXPECT_EQ(answer("{respond: {error: slow-down}}").head.fields.get("Retry-After"), "1");
  EXPECT_EQ(answer("{respond: {status: 429}}").head.fields.get("Retry-After"), "1");
  EXPECT_FALSE(answer("{respond: {error: quota}}").head.fields.has("Retry-After"));
  EXPECT_EQ(answer("{respond: {page: nginx-503, retry_after: 7s}}").head.fields.get("Retry-After"),
            "7");
}

TEST(Answer, RawHintsTakeTurns) {
  const char* text = "{respond: {error: rate-limit, retry_after: [\"86400\", soon]}}";
  std::string seen;
  for (std::uint64_t turn = 0; turn < 5; ++turn) {
    AnswerTo to;
    to.turn = turn;
    seen += std::string(answer(text, to).head.fields.get("retry-after")) + ' ';
  }
  EXPECT_EQ(seen, "86400 soon 86400 soon 86400 ");
}

TEST(Answer, AHintMayStandInTheMessageAlone) {
  const auto told = answer("{fault: rate-limited-no-hint, sentence: 6s}");
  EXPECT_FALSE(told.head.fields.has("Retry-After"));
  EXPECT_NE(told.body.find("Please try again in 6s."), std::string::npos);
  const auto none = answer("{fault: rate-limited-no-hint}");
  EXPECT_EQ(none.body.find("try again in"), std::string::npos);
  EXPECT_EQ(llm::read_error(none.body)->code, "rate_limit_exceeded");
}

TEST(Answer, ALimitOfTokensSaysSo) {
  const auto openai = answer("{fault: rate-limited, limit: tokens}");
  EXPECT_EQ(llm::read_error(openai.body)->type, "tokens");
  EXPECT_NE(openai.body.find("tokens per min (TPM)"), std::string::npos);
  EXPECT_EQ(openai.head.fields.get("x-ratelimit-remaining-requests"), "499");
  EXPECT_EQ(openai.head.fields.get("x-ratelimit-reset-tokens"), "2s");
  const auto other = answer("{fault: rate-limited, limit: tokens}", anthropic());
  EXPECT_NE(other.body.find("30,000 input tokens per minute"), std::string::npos);
  EXPECT_EQ(other.head.fields.get("anthropic-ratelimit-requests-remaining"), "49");
}

}  // namespace
}  // namespace gameday::faults
