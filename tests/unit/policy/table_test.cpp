// The rows of the table of failures that concern unary answers: which tries are made, what the
// caller is shown when the lifeboat is down as well.

#include <gtest/gtest.h>

#include "chain.hpp"

namespace gameday::policy::test {
namespace {

struct Row {
  const char* name;
  Play play;  // of every try on the primary
  const char* tries;
};

const Row rows[] = {
    {"F01 rate limited, hint", status(429, 20s), "a b L"},
    {"F02 rate limited, no hint", status(429), "a b L"},
    {"F03 out of money", said(429, "insufficient_quota", "insufficient_quota"), "a b L"},
    {"F03 spend limit", said(429, "rate_limit_error", "project_spend_limit_exceeded"), "a b L"},
    {"F05 server error", said(500, "server_error", ""), "a a L"},
    {"F06 bad gateway", status(502), "a a L"},
    {"F06 gateway timeout", status(504), "a L"},
    {"F07 Cloudflare 520", status(520), "a a L"},
    {"F07 Cloudflare 524", status(524), "a L"},
    {"F07 Cloudflare 526", status(526), "a L"},
    {"F08 overloaded", said(503, "service_unavailable_error", "server_is_overloaded"), "a a L"},
    {"F08 overloaded, Anthropic's number", status(529), "a a L"},
    {"F09 a page as 200", broken(FailureKind::malformed, 200), "a L"},
    {"F10 500 inside a 200", said(200, "", "500"), "a a L"},
    {"F10 429 inside a 200", said(200, "", "429"), "a b L"},
    {"F10 something inside a 200", said(200, "", "strange"), "a L"},
    {"F12 billing", status(402), "a b L"},
    {"F12 region", said(403, "", "unsupported_country_region_territory"), "a L"},
    {"F13 model gone", said(404, "invalid_request_error", "model_not_found"), "a b L"},
    {"F13 gone for good", status(410), "a b L"},
    {"F15 context length", said(400, "invalid_request_error", "context_length_exceeded"), "a"},
    {"F15 too large", status(413), "a"},
    {"F15 not processable", status(422), "a"},
    {"F22 reset before the head", broken(FailureKind::reset), "a a L"},
    {"F22 reset after the head", broken(FailureKind::reset, 200), "a L"},
    {"F23 cut before the head", broken(FailureKind::eof_early), "a a L"},
    {"F49 no such name", broken(FailureKind::no_such_host), "a L"},
    {"F49 resolver down", broken(FailureKind::dns), "a a L"},
    {"F50 refused", broken(FailureKind::refused), "a a L"},
};

TEST(Table, TriesAreMadeWhereTheyHelp) {
  for (const Row& row : rows) {
    Chain chain;
    EXPECT_EQ(chain.ask({{"a", {row.play}}, {"b", {row.play}}}).tries, row.tries) << row.name;
  }
}

TEST(Table, NothingLeftShowsThePrimarysFailure) {
  for (const Row& row : rows) {
    Chain chain;
    const Result result = chain.ask({{"a", {row.play}}, {"b", {row.play}}, {"L", {status(500)}}});
    ASSERT_TRUE(result.failure) << row.name;
    EXPECT_EQ(result.failure->used.target, 0) << row.name;
    EXPECT_EQ(result.failure->kind, row.play.kind) << row.name;
    EXPECT_EQ(result.failure->status, row.play.status) << row.name;
  }
}

TEST(Table, ADeadKeyIsReplacedByTheOtherAndTriedAgainEveryFiveMinutes) {  // F11
  Chain chain;
  const Script one_dead = {{"a", {said(401, "invalid_request_error", "invalid_api_key")}}};
  EXPECT_EQ(chain.ask(one_dead).tries, "a b");
  EXPECT_EQ(chain.ask(one_dead).tries, "b");
  chain.wait(bench_time - 1s);
  EXPECT_EQ(chain.ask(one_dead).tries, "b");
  chain.wait(1s);
  EXPECT_EQ(chain.ask(one_dead).tries, "b");  // whose turn it is
  EXPECT_EQ(chain.ask(one_dead).tries, "a b");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(chain.ask(one_dead).tries, "b");
  }
  chain.wait(bench_time);
  EXPECT_EQ(chain.ask({}).tries, "b");
  EXPECT_EQ(chain.ask({}).tries, "a");  // somebody has mended it
  EXPECT_EQ(chain.ask({}).tries, "b");
  EXPECT_EQ(chain.ask({}).tries, "a");
}

TEST(Table, AnthropicsWordsMeanTheSame) {
  const auto words = [](int code, std::string type, std::string message, std::string error = "") {
    Play play = said(code, std::move(type), std::move(error));
    play.error.message = std::move(message);
    return play;
  };
  const Row anthropic[] = {
      {"F01", words(429, "rate_limit_error", "This request would exceed …"), "a b L"},
      {"F01 ramp", words(429, "rate_limit_error", "", "ramp_limit_exceeded"), "a b L"},
      {"F03 limits",
       words(400, "invalid_request_error", "You have reached your specified API usage limits."),
       "a b L"},
      {"F03 credit", words(400, "invalid_request_error", "Your credit balance is too low to …"),
       "a b L"},
      {"F03 spend", words(429, "rate_limit_error", "", "enforced_spend_limit_reached"), "a b L"},
      {"F05", words(500, "api_error", "Internal server error"), "a a L"},
      {"F06", words(504, "timeout_error", ""), "a L"},
      {"F08", words(529, "overloaded_error", "Overloaded"), "a a L"},
      {"F11", words(401, "authentication_error", "invalid x-api-key"), "a b L"},
      {"F12 on hold", words(400, "invalid_request_error", "", "organization_on_hold"), "a b L"},
      {"F12 region", words(403, "permission_error", "Request not allowed"), "a L"},
      {"F13", words(404, "not_found_error", "model: claude-x"), "a b L"},
      {"F15", words(413, "request_too_large", ""), "a"},
      {"F15 context", words(400, "invalid_request_error", "prompt is too long"), "a"},
      {"F29 in a stream", words(200, "overloaded_error", "Overloaded"), "a a L"}};
  for (const Row& row : anthropic) {
    Chain chain;
    EXPECT_EQ(chain.ask({{"a", {row.play}}, {"b", {row.play}}}).tries, row.tries) << row.name;
  }
}

TEST(Table, ATargetThatCannotSayItIsPassedOver) {
  Failure unfit;
  unfit.kind = FailureKind::rejected_unfit;
  const Play mistake = said(400, "invalid_request_error", "unsupported_parameter");
  Chain no_lifeboat;
  no_lifeboat.cannot_say_it("l", unfit);
  EXPECT_EQ(no_lifeboat.ask({{"a", {status(503, 3s), answer()}}}).tries, "a a");  // the last one
  Chain no_primary;
  no_primary.cannot_say_it("p", unfit);
  const Result lifeboats = no_primary.ask({{"L", {mistake}}});
  EXPECT_EQ(lifeboats.tries, "L");
  EXPECT_EQ(lifeboats.failure->status, 400);  // the first that was asked
  no_primary.cannot_say_it("l", unfit);
  const Result nobodys = no_primary.ask({});
  EXPECT_EQ(nobodys.tries, "");
  EXPECT_EQ(nobodys.failure->kind, FailureKind::rejected_unfit);
  EXPECT_EQ(nobodys.failure->used.target, 0);
}

TEST(Table, TheLifeboatsOwnRefusalIsNotTheCallers) {  // F14
  Chain chain;
  const Result result =
      chain.ask({{"a", {status(500)}}, {"L", {said(400, "", "unsupported_parameter")}}});
  EXPECT_EQ(result.tries, "a a L");
  EXPECT_EQ(result.failure->status, 500);
}

TEST(Table, ASilentProviderCostsItsLimitOnce) {  // F17
  Chain chain;
  Play silent;
  silent.takes = 1h;
  const Result result = chain.ask({{"a", {silent}}});
  EXPECT_EQ(result.trail, "p/a:attempt_timeout:4000ms, l/L:200:100ms");
  EXPECT_EQ(result.took, 4100ms);
}

TEST(Table, OnlyTheFailingCellSuffers) {  // F54
  Chain chain;
  const Script one_limited = {{"a", {status(429, 20s)}}};
  EXPECT_EQ(chain.ask(one_limited).tries, "a b");
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(chain.ask(one_limited).tries, "b");
  }
  chain.wait(20s);
  EXPECT_EQ(chain.ask({}).tries, "b");  // a has had its turn: the one that failed
  EXPECT_EQ(chain.ask({}).tries, "a");
}

TEST(Table, AStormOfTheCallersMistakesPoisonsNothing) {  // F56
  Chain chain;
  const Play mistake = said(400, "invalid_request_error", "context_length_exceeded");
  for (int i = 0; i < 25; ++i) {
    EXPECT_EQ(chain.ask({{"a", {mistake}}, {"b", {mistake}}}).failure->status, 400);
  }
  EXPECT_EQ(chain.ask({}).body, "b");
  EXPECT_EQ(chain.ask({}).body, "a");
}

}  // namespace
}  // namespace gameday::policy::test
