#include <gtest/gtest.h>

#include "documented_error.hpp"
#include "llm/error_words.hpp"
#include "llm/openai_fields.hpp"

namespace gameday::llm {
namespace {

// The OpenAI column, as documented.
constexpr DocumentedError documented[] = {
    {"rate-limit", 429, "requests", "rate_limit_exceeded"},
    {"slow-down", 429, "rate_limit_error", "slow_down"},
    {"quota", 429, "insufficient_quota", "insufficient_quota"},
    {"credit", 429, "insufficient_quota", "credit_balance_exhausted"},
    {"spend-limit", 429, "insufficient_quota", "project_spend_limit_exceeded"},
    {"billing", 429, "insufficient_quota", "billing_not_active"},
    {"bad-key", 401, "invalid_request_error", "invalid_api_key"},
    {"forbidden", 403, "permission_error", ""},
    {"region", 403, "request_forbidden", "unsupported_country_region_territory"},
    {"on-hold", 403, "permission_error", ""},
    {"no-model", 404, "invalid_request_error", "model_not_found"},
    {"gone", 410, "invalid_request_error", "model_not_found"},
    {"bad-param", 400, "invalid_request_error", "unsupported_parameter"},
    {"context", 400, "invalid_request_error", "context_length_exceeded"},
    {"content-filter", 400, "invalid_request_error", "content_filter"},
    {"too-large", 413, "invalid_request_error", ""},
    {"server", 500, "server_error", ""},
    {"overloaded", 503, "service_unavailable_error", "server_is_overloaded"},
    {"timeout", 504, "server_error", ""},
    {"conflict", 409, "invalid_request_error", ""},
};

TEST(OpenAiError, EveryNameAnswersAsDocumented) {
  ASSERT_EQ(error_names().size(), std::size(documented));
  for (const DocumentedError& row : documented) {
    const TrueAnswer answer = openai_error(row.name, 7, std::nullopt, "gpt-x");
    expect_documented(row, answer);
    EXPECT_EQ(answer.head.fields.get("x-request-id").size(), 36U) << row.name;
  }
}

TEST(OpenAiError, RateLimitSaysTheSameWaitEverywhere) {
  const TrueAnswer answer = openai_error("rate-limit", 1, 1500ms, "gpt-4o-mini");
  const auto& fields = answer.head.fields;
  EXPECT_EQ(fields.get("Retry-After"), "2");  // whole seconds, rounded up
  EXPECT_EQ(fields.get("x-ratelimit-remaining-requests"), "0");
  EXPECT_EQ(fields.get("x-ratelimit-reset-requests"), "1.5s");
  EXPECT_NE(answer.body.find("try again in 1.5s"), std::string::npos);
  EXPECT_NE(answer.body.find("reached for gpt-4o-mini in"), std::string::npos);
  EXPECT_FALSE(openai_error("bad-key", 1, {}, "").head.fields.has("x-ratelimit-limit-requests"));
}

TEST(OpenAiError, TheIdAloneDecidesTheRequestId) {
  const auto id = [](std::uint64_t number) {
    return std::string(openai_error("server", number, {}, "").head.fields.get("x-request-id"));
  };
  EXPECT_EQ(id(5), id(5));
  EXPECT_NE(id(5), id(6));
}

TEST(OpenAiStatus, ABareStatusIsANameOrThePageOfTheBoxInFront) {
  const auto code = [](int status) {
    const TrueAnswer answer = openai_status(status, 1, std::nullopt, "m");
    EXPECT_EQ(answer.head.status, status);
    const auto error = read_error(answer.body);
    return error ? error->type + '/' + error->code : std::string("page");
  };
  EXPECT_EQ(code(400), "invalid_request_error/unsupported_parameter");
  EXPECT_EQ(code(401), "invalid_request_error/invalid_api_key");
  EXPECT_EQ(code(402), "insufficient_quota/billing_not_active");
  EXPECT_EQ(code(403), "permission_error/");
  EXPECT_EQ(code(404), "invalid_request_error/model_not_found");
  EXPECT_EQ(code(408), "server_error/");
  EXPECT_EQ(code(418), "invalid_request_error/");
  EXPECT_EQ(code(429), "requests/rate_limit_exceeded");
  EXPECT_EQ(code(500), "server_error/");
  EXPECT_EQ(code(501), "server_error/");
  EXPECT_EQ(code(502), "page");
  EXPECT_EQ(code(503), "service_unavailable_error/server_is_overloaded");
  EXPECT_EQ(code(504), "page");
  EXPECT_EQ(code(524), "page");
  EXPECT_EQ(code(529), "service_unavailable_error/server_is_overloaded");
}

TEST(OpenAiStatus, NginxAndCloudflareSignTheirPages) {
  const TrueAnswer nginx = openai_status(504, 1, 3s, "m");
  EXPECT_EQ(nginx.head.reason, "Gateway Time-out");
  EXPECT_EQ(nginx.head.fields.get("server"), "nginx");
  EXPECT_EQ(nginx.head.fields.get("Retry-After"), "3");
  EXPECT_NE(nginx.body.find("<h1>504 Gateway Time-out</h1>"), std::string::npos);
  EXPECT_FALSE(nginx.head.fields.has("x-request-id"));
  const TrueAnswer cloudflare = openai_status(524, 1, std::nullopt, "m");
  EXPECT_TRUE(cloudflare.head.fields.has("CF-RAY"));
  EXPECT_NE(cloudflare.body.find("Error code 524"), std::string::npos);
}

TEST(ReadError, KnowsTheFormsOfTheWild) {
  const auto words = [](std::string_view body) {
    const auto error = read_error(body);
    return error ? error->message + '|' + error->type + '|' + error->code : std::string("none");
  };
  EXPECT_EQ(words(write_error("m", "t", "", "c")), "m|t|c");
  EXPECT_EQ(words(R"({"error":{"code":502,"message":"m"}})"), "m||502");
  EXPECT_EQ(words(R"({"type":"error","error":{"type":"overloaded_error","message":"m"}})"),
            "m|overloaded_error|");
  EXPECT_EQ(words(R"({"error":"m"})"), "m||");
  EXPECT_EQ(words(R"([{"error":{"code":429,"message":"m"}}])"), "m||429");
  EXPECT_EQ(words(R"({"object":"error","message":"m","code":400})"), "m||400");
  EXPECT_EQ(words(R"({"type":"error","code":"c","message":"m"})"), "m||c");
  for (const char* body : {"", "[]", "<html>", R"({"error":null})", R"({"id":"x"})", "3"}) {
    EXPECT_EQ(words(body), "none") << body;
  }
}

TEST(WriteError, EmptyParamAndCodeAreNull) {
  EXPECT_EQ(write_error("m", "t", "", ""),
            R"({"error":{"message":"m","type":"t","param":null,"code":null}})");
}

struct Hint {
  const char* milliseconds;
  const char* seconds;
  std::optional<Duration> wait;
};

TEST(RetryAfter, OnlyASaneHintCounts) {
  const WallTime wall(Duration(std::chrono::seconds(784'111'777)));  // 1994-11-06T08:49:37Z
  const Hint table[] = {
      {"", "20", 20s},
      {"", "1.5", 1500ms},
      {"", "0", 0s},
      {"", "86400", 1h},
      {"", "99999999999999999999", 1h},
      {"", "-5", std::nullopt},
      {"", "soon", std::nullopt},
      {"", "", std::nullopt},
      {"", "1e3", std::nullopt},
      {"", ".5", std::nullopt},
      {"", "20s", std::nullopt},
      {"250", "20", 250ms},
      {"-1", "20", 20s},
      {"junk", "", std::nullopt},
      {"", "Sun, 06 Nov 1994 08:50:07 GMT", 30s},
      {"", "Sun, 06 Nov 1994 08:49:37 GMT", 0s},
      {"", "Mon, 07 Nov 1994 08:49:37 GMT", 1h},
      {"", "Thu, 01 Jan 1970 00:00:00 GMT", std::nullopt},
      {"", "Sun, 31 Feb 2094 08:49:37 GMT", std::nullopt},
      {"", "Sun, 06 Nov 1994 08:50:07 UTC", std::nullopt},
  };
  for (const Hint& row : table) {
    http::Fields fields;
    if (*row.milliseconds != '\0') {
      fields.add("Retry-After-Ms", row.milliseconds);
    }
    fields.add("retry-after", row.seconds);
    EXPECT_EQ(read_retry_after(fields, wall), row.wait) << row.milliseconds << '/' << row.seconds;
  }
}

TEST(Fields, ResetsAreWrittenAsDurations) {
  EXPECT_EQ(to_reset_text(12ms), "12ms");
  EXPECT_EQ(to_reset_text(1s), "1s");
  EXPECT_EQ(to_reset_text(10s), "10s");
  EXPECT_EQ(to_reset_text(6min), "6m0s");
  EXPECT_EQ(to_reset_text(90950ms), "1m30.95s");
  EXPECT_EQ(to_reset_text(1us), "1ms");
}

}  // namespace
}  // namespace gameday::llm
