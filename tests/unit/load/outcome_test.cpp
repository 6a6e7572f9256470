#include "load/outcome.hpp"

#include <gtest/gtest.h>

#include "rt/error.hpp"

namespace gameday::load {
namespace {

using record::Outcome;

record::RequestRecord answered(int status, std::string body) {
  record::RequestRecord record;
  http::Response answer;
  answer.head.status = status;
  answer.body = std::move(body);
  note_answer(record, llm::Dialect::openai, answer);
  return record;
}

Outcome failed(http::Step step, rt::IoError error,
               http::Malformed malformed = http::Malformed::none) {
  record::RequestRecord record;
  http::CallError call;
  call.step = step;
  call.ec = error;
  call.malformed = malformed;
  note_failure(record, call);
  return record.outcome;
}

constexpr const char* whole =
    R"({"id":"1","model":"m-1","choices":[{"index":0,"message":{"role":"assistant",)"
    R"("content":"hi"},"finish_reason":"stop"}],"usage":{"completion_tokens":4}})";

TEST(Outcome, AWholeAnswerIsOk) {
  const auto record = answered(200, whole);
  EXPECT_EQ(record.outcome, Outcome::ok);
  EXPECT_EQ(record.model, "m-1");
  EXPECT_EQ(record.tokens, 4U);
}

TEST(Outcome, A200ThatIsNoAnswerIsABadPayload) {
  EXPECT_EQ(answered(200, "<html>login</html>").outcome, Outcome::bad_payload);
  EXPECT_EQ(answered(200, R"({"choices":[]})").outcome, Outcome::bad_payload);
  EXPECT_EQ(answered(200, R"({"error":{"message":"no","code":502}})").error, "error_in_200");
  EXPECT_EQ(answered(302, "").outcome, Outcome::bad_payload);
}

TEST(Outcome, AnAnswerOfTheOtherDialectHasItsOwnFinish) {
  record::RequestRecord record;
  http::Response answer;
  answer.head.status = 200;
  const std::string begin =
      R"({"id":"msg_1","type":"message","role":"assistant","model":"claude-x",)"
      R"("content":[{"type":"text","text":"hi"}],"stop_sequence":null,)"
      R"("usage":{"input_tokens":9,"output_tokens":17},"stop_reason":)";
  answer.body = begin + "\"end_turn\"}";
  note_answer(record, llm::Dialect::anthropic, answer);
  EXPECT_EQ(record.outcome, Outcome::ok);
  EXPECT_EQ(record.model, "claude-x");
  EXPECT_EQ(record.tokens, 17U);
  answer.body = begin + "null}";
  note_answer(record, llm::Dialect::anthropic, answer);
  EXPECT_EQ(record.outcome, Outcome::bad_payload);
  answer.head.status = 529;
  answer.body = R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})";
  note_answer(record, llm::Dialect::anthropic, answer);
  EXPECT_EQ(record.outcome, Outcome::http_5xx);
  EXPECT_EQ(record.error, "overloaded_error");
}

TEST(Outcome, StatusesAreToldApartAndTheErrorsCodeIsKept) {
  const char* body =
      R"({"error":{"message":"slow","type":"requests","code":"rate_limit_exceeded"}})";
  EXPECT_EQ(answered(429, body).outcome, Outcome::http_429);
  EXPECT_EQ(answered(429, body).error, "rate_limit_exceeded");
  EXPECT_EQ(answered(404, "").outcome, Outcome::http_4xx);
  EXPECT_EQ(answered(503, "<html>").outcome, Outcome::http_5xx);
}

TEST(Outcome, FailuresOfTheConnection) {
  using http::Step;
  using rt::IoError;
  EXPECT_EQ(failed(Step::connect, IoError::refused), Outcome::connect_error);
  EXPECT_EQ(failed(Step::connect, IoError::timed_out), Outcome::timeout);
  EXPECT_EQ(failed(Step::head, IoError::timed_out), Outcome::timeout);
  EXPECT_EQ(failed(Step::head, IoError::eof), Outcome::reset);
  EXPECT_EQ(failed(Step::body, IoError::reset), Outcome::reset);
  EXPECT_EQ(failed(Step::body, IoError::stopped), Outcome::unfinished);
  EXPECT_EQ(failed(Step::head, IoError::other, http::Malformed::syntax), Outcome::bad_payload);
  EXPECT_EQ(failed(Step::body, IoError::eof, http::Malformed::truncated), Outcome::reset);
}

}  // namespace
}  // namespace gameday::load
