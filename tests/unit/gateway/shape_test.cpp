// What passes through the gateway's hands, and what its failures look like: pure.

#include <gtest/gtest.h>

#include "gateway/answer.hpp"
#include "gateway/headers.hpp"

namespace gameday::gateway {
namespace {

TEST(Headers, TheClientsHopAndAccountStayHere) {
  http::Head client;
  for (const char* name : {"Authorization", "Cookie", "OpenAI-Organization", "Connection", "X-Hop",
                           "Transfer-Encoding", "Content-Length", "Expect", "Accept-Encoding",
                           "x-api-key", "api-key", "x-goog-api-key"}) {
    client.fields.add(name, http::same_name(name, "Connection") ? "keep-alive, x-hop" : "theirs");
  }
  client.fields.add("Content-Type", "application/json");
  client.fields.add("X-Stainless-Retry-Count", "1");
  UpstreamTarget target;
  target.host = "openai:80";
  const http::Head head = upstream_head(client.fields, target, 12);
  std::string names;
  for (const http::Field& field : head.fields) {
    names.append(field.name).append("=").append(field.value).append(";");
  }
  EXPECT_EQ(names,
            "Host=openai:80;Content-Type=application/json;X-Stainless-Retry-Count=1;"
            "Accept-Encoding=identity;Content-Length=12;");
}

TEST(Headers, ADeadlineIsWholeMilliseconds) {
  http::Fields fields;
  EXPECT_FALSE(deadline_of(fields));
  for (const char* junk : {"", "-1", "1.5", "1s", "99999999999"}) {
    fields.set(deadline_field, junk);
    EXPECT_FALSE(deadline_of(fields)) << junk;
  }
  fields.set(deadline_field, "1500");
  EXPECT_EQ(deadline_of(fields), 1500ms);
}

struct Row {
  policy::FailureKind kind;
  int status;
  const char* code;
  int shown;
  const char* shown_code;
};

TEST(Answer, NothingLeft) {
  using policy::FailureKind;
  const Row rows[] = {
      {FailureKind::status, 429, "insufficient_quota", 429, "insufficient_quota"},
      {FailureKind::status, 401, "invalid_api_key", 502, "upstream_auth"},
      {FailureKind::status, 402, "", 502, "upstream_auth"},
      {FailureKind::status, 404, "model_not_found", 404, "model_not_found"},
      {FailureKind::status, 400, "context_length_exceeded", 400, "context_length_exceeded"},
      {FailureKind::status, 413, "", 413, ""},
      {FailureKind::status, 422, "", 422, ""},
      {FailureKind::in_band_error, 200, "400", 400, "400"},
      {FailureKind::status, 500, "", 502, "upstream_error"},
      {FailureKind::status, 503, "", 503, "server_is_overloaded"},
      {FailureKind::status, 529, "", 503, "server_is_overloaded"},
      {FailureKind::status, 524, "", 504, "upstream_timeout"},
      {FailureKind::malformed, 200, "", 502, "upstream_error"},
      {FailureKind::refused, 0, "", 502, "upstream_error"},
      {FailureKind::headers_timeout, 0, "", 504, "upstream_timeout"},
      {FailureKind::deadline, 0, "", 504, "deadline_exceeded"},
      {FailureKind::rejected_benched, 401, "invalid_api_key", 502, "upstream_auth"}};
  for (const Row& row : rows) {
    policy::Failure failure;
    failure.kind = row.kind;
    failure.status = row.status;
    failure.error = llm::ErrorObject{{}, {}, row.code};
    const ErrorAnswer answer = answer_for(failure, "openai/m");
    EXPECT_EQ(answer.status, row.shown) << row.status << policy::to_text(row.kind);
    EXPECT_EQ(answer.code, row.shown_code) << row.status << policy::to_text(row.kind);
    EXPECT_EQ(to_response(answer).head.fields.get(should_retry_field), "false");
  }
}

TEST(Answer, WhoRefusesAKeyIsNotQuoted) {
  policy::Failure failure;
  failure.kind = policy::FailureKind::status;
  failure.status = 401;
  failure.error = llm::ErrorObject{"Incorrect API key provided: sk-secret.", "", "invalid_api_key"};
  EXPECT_EQ(answer_for(failure, "openai/m").message, "openai/m gave no answer (status 401)");
  EXPECT_EQ(event_for(failure, "openai/m").find("sk-secret"), std::string::npos);
}

TEST(Answer, ABrokenStreamSaysWhy) {
  using policy::FailureKind;
  const std::pair<FailureKind, const char*> rows[] = {
      {FailureKind::reset, "upstream_stream_truncated"},
      {FailureKind::eof_early, "upstream_stream_truncated"},
      {FailureKind::malformed, "upstream_stream_malformed"},
      {FailureKind::idle_timeout, "upstream_timeout"},
      {FailureKind::too_slow, "upstream_too_slow"},
      {FailureKind::attempt_timeout, "upstream_timeout"},
      {FailureKind::deadline, "deadline_exceeded"}};
  for (const auto& [kind, code] : rows) {
    policy::Failure failure;
    failure.kind = kind;
    failure.status = 200;
    const std::string event = event_for(failure, "openai/m");
    EXPECT_TRUE(event.starts_with("data: {\"error\":{\"message\":\"openai/m broke off (")) << event;
    EXPECT_NE(event.find(std::string("\"code\":\"") + code), std::string::npos) << event;
    EXPECT_TRUE(event.ends_with("}}\n\n"));
  }
  policy::Failure said;
  said.kind = FailureKind::in_band_error;
  said.status = 200;
  said.error = llm::ErrorObject{"Overloaded", "overloaded_error", ""};
  EXPECT_EQ(event_for(said, "openai/m"),
            "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"service_unavailable_error\","
            "\"param\":null,\"code\":\"server_is_overloaded\"}}\n\n");
}

TEST(Answer, AProvidersWordsAreCutWhereverTheyAreQuoted) {
  policy::Failure failure;
  failure.kind = policy::FailureKind::status;
  failure.status = 400;
  failure.error = llm::ErrorObject{std::string(2000, 'x') + std::string(3000, 'y'), "", ""};
  const std::string kept(2000, 'x');
  EXPECT_EQ(answer_for(failure, "openai/m").message, kept);
  const std::string event = event_for(failure, "openai/m");
  EXPECT_TRUE(event.starts_with("data: {\"error\":{\"message\":\"" + kept + "\",")) << event;
  failure.status = 500;
  EXPECT_EQ(answer_for(failure, "openai/m").message,
            "openai/m gave no answer (status 500: " + kept + ")");
}

TEST(Answer, WhatNoTargetCanBeToldIsTheCallers) {
  policy::Failure failure;
  failure.kind = policy::FailureKind::rejected_unfit;
  failure.error = llm::ErrorObject{"tools cannot be translated.", "invalid_request_error",
                                   "unsupported_parameter"};
  const ErrorAnswer answer = answer_for(failure, "anthropic/m");
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.code, "unsupported_parameter");
  EXPECT_EQ(answer.message, "tools cannot be translated.");
}

TEST(Answer, AWaitIsOneToSixtySeconds) {
  policy::Failure failure;
  failure.kind = policy::FailureKind::rejected_parked;
  for (const auto& [wait, told] :
       {std::pair<Duration, const char*>{10ms, "1"}, {19900ms, "20"}, {1h, "60"}}) {
    failure.retry_after = wait;
    const http::Response message = to_response(answer_for(failure, "openai/m"));
    EXPECT_EQ(message.head.fields.get("Retry-After"), told);
    EXPECT_FALSE(message.head.fields.has(should_retry_field));
  }
}

}  // namespace
}  // namespace gameday::gateway
