// A unary answer that is none, in either dialect.

#include "gateway/checked.hpp"

#include <gtest/gtest.h>

#include "llm/anthropic.hpp"
#include "rt/error.hpp"

namespace gameday::gateway {
namespace {

std::string choice(const char* message, const char* finish) {
  return fmt::format(R"({{"choices":[{{"index":0,"message":{},"finish_reason":"{}"}}]}})", message,
                     finish);
}

std::string kind(llm::Dialect which, std::string body) {
  http::Response response;
  response.head.status = 200;
  response.body = std::move(body);
  const auto dialect = make_dialect(which);
  const policy::Outcome outcome =
      checked(std::move(response), policy::Request(), *dialect, WallTime());
  const policy::Failure* failure = std::get_if<policy::Failure>(&outcome);
  return failure == nullptr ? "ok" : policy::to_text(failure->kind);
}

TEST(Checked, AnEmptyAnswerIsOneOnlyWhenItWasCutOff) {  // F36
  const std::pair<std::string, const char*> rows[] = {
      {choice(R"({"content":"Hi"})", "stop"), "ok"},
      {choice(R"({"content":null})", "stop"), "malformed"},
      {choice(R"({"content":""})", "stop"), "malformed"},
      {choice(R"({"content":null,"tool_calls":[]})", "stop"), "malformed"},
      {choice(R"({"content":null,"refusal":"No."})", "stop"), "ok"},
      {choice(R"({"content":"","reasoning_content":"Hm."})", "stop"), "ok"},
      {choice(R"({"content":null,"tool_calls":[{"id":"x"}]})", "tool_calls"), "ok"},
      {choice(R"({"content":""})", "length"), "ok"},
      {choice(R"({"content":""})", "content_filter"), "ok"}};
  for (const auto& [body, expected] : rows) {
    EXPECT_EQ(kind(llm::Dialect::openai, body), expected) << body;
  }
}

TEST(Checked, AMessageIsTranslatedOrAFailure) {
  llm::MessageAnswer message;
  message.text = "Hi";
  EXPECT_EQ(kind(llm::Dialect::anthropic, llm::write_message(message)), "ok");
  message.stop_reason = "a new word";
  EXPECT_EQ(kind(llm::Dialect::anthropic, llm::write_message(message)), "malformed");
  message.stop_reason = "end_turn";
  message.text.clear();
  EXPECT_EQ(kind(llm::Dialect::anthropic, llm::write_message(message)), "malformed");
  message.stop_reason = "max_tokens";
  EXPECT_EQ(kind(llm::Dialect::anthropic, llm::write_message(message)), "ok");
  const std::string error = llm::write_anthropic_error("overloaded_error", "Overloaded", "", "r");
  EXPECT_EQ(kind(llm::Dialect::anthropic, error), "in_band_error");
  EXPECT_EQ(kind(llm::Dialect::anthropic, choice(R"({"content":"Hi"})", "stop")), "malformed");
}

TEST(Checked, ACutBodyKeepsTheStatusThatCame) {
  http::CallError error;
  error.step = http::Step::body;
  error.ec = rt::IoError::reset;
  EXPECT_EQ(failure_of(error, 201).status, 201);
  EXPECT_EQ(failure_of(error, 201).kind, policy::FailureKind::reset);
  EXPECT_EQ(failure_of(error, 0).status, 0);
}

TEST(Checked, WhoHangsUpOnAHandshakeIsNotAskedForAnother) {
  for (const auto how : {rt::IoError::eof, rt::IoError::reset}) {
    http::CallError error;
    error.step = http::Step::tls;
    error.ec = how;
    EXPECT_EQ(failure_of(error, 0).kind, policy::FailureKind::tls);
    error.step = http::Step::head;
    EXPECT_NE(failure_of(error, 0).kind, policy::FailureKind::tls);
  }
}

}  // namespace
}  // namespace gameday::gateway
