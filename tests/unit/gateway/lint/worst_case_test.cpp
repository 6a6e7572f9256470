// What a config promises, class by class: time, tries, failover and the words for it.

#include "gateway/lint/worst_case.hpp"

#include <gtest/gtest.h>

#include "configs.hpp"

namespace gameday::gateway::lint::test {
namespace {

struct Row {
  FailureClass what;
  Shape shape;
  Duration outage;
  std::uint32_t outage_tries;
  std::uint32_t primary_tries;
  std::optional<Duration> failover;
  const char* says;
};

constexpr auto unary = Shape::unary;
constexpr auto streamed = Shape::streamed;

// Retries 1 of 200 ms with full jitter; silence 4 s streamed, 30 s unary; idle 10 s; try 60 s.
const Row rows[] = {
    // The hint may be an hour: the last target is waited for, as the deadline allows. A key that
    // comes back within wait_max is waited for on the first.
    {FailureClass::rate_limited_hint, unary, 15s, 4, 3, 1s, "1 s"},
    {FailureClass::rate_limited, unary, 15s, 4, 3, 1s, "1 s"},
    {FailureClass::server_error, unary, 400ms, 4, 3, 200ms, "1 retry"},
    {FailureClass::bad_gateway, unary, 400ms, 4, 3, 200ms, "1 retry"},
    {FailureClass::unavailable, streamed, 400ms, 4, 3, 200ms, "1 retry"},
    {FailureClass::overloaded, streamed, 400ms, 4, 3, 200ms, "1 retry"},
    {FailureClass::gateway_timeout, unary, 200ms, 3, 2, 0s, "at once"},
    {FailureClass::bad_key, unary, 0s, 3, 3, 0s, "at once"},
    {FailureClass::payment, unary, 0s, 3, 3, 0s, "at once"},
    {FailureClass::no_model, unary, 0s, 3, 3, 0s, "at once"},
    {FailureClass::bad_request, unary, 0s, 1, 1, std::nullopt, "never"},
    {FailureClass::refused, unary, 400ms, 4, 3, 200ms, "1 retry"},
    {FailureClass::black_hole, unary, 2s, 2, 2, 1s, "1 s"},
    {FailureClass::silent_headers, streamed, 8s, 2, 2, 4s, "4 s"},
    {FailureClass::silent_headers, unary, 15s, 1, 1, std::nullopt, "never"},
    {FailureClass::silent_after_headers, streamed, 8s, 2, 2, 4s, "4 s"},
    {FailureClass::silent_after_headers, unary, 15s, 2, 2, 10s, "10 s"},
    {FailureClass::stall, streamed, 10s, 1, 1, std::nullopt, "never"},
    {FailureClass::stall, unary, 15s, 2, 2, 10s, "10 s"},
    {FailureClass::slow_drip, unary, 15s, 2, 2, 10s, "10 s"},
    {FailureClass::slow_drip, streamed, 15s, 2, 2, 4s, "4 s"},
    {FailureClass::reset_before, unary, 400ms, 4, 3, 200ms, "1 retry"},
    {FailureClass::reset_in_body, unary, 0s, 2, 2, 0s, "at once"},
    {FailureClass::reset_in_body, streamed, 0s, 1, 1, std::nullopt, "never"},
    {FailureClass::truncated_json, unary, 0s, 2, 2, 0s, "at once"},
    {FailureClass::error_in_200, unary, 400ms, 4, 3, 200ms, "1 retry"},
    {FailureClass::html, unary, 0s, 2, 2, 0s, "at once"},
    {FailureClass::cut_without_end, unary, 0s, 2, 2, 0s, "at once"},
    {FailureClass::cut_without_end, streamed, 0s, 1, 1, std::nullopt, "never"},
    {FailureClass::healthy, unary, 0s, 1, 1, std::nullopt, "never"},
};

class WorstCaseOf : public ::testing::TestWithParam<Row> {};

TEST_P(WorstCaseOf, IsWhatTheStackDoes) {
  const Row& row = GetParam();
  const WorstCase worst = worst_case(two_providers(), row.what, row.shape);
  EXPECT_EQ(worst.outage.time, row.outage);
  EXPECT_EQ(worst.outage.attempts, row.outage_tries);
  EXPECT_EQ(worst.primary.attempts, row.primary_tries);
  EXPECT_EQ(worst.failover, row.failover);
  EXPECT_EQ(worst.failover_words, row.says);
}

INSTANTIATE_TEST_SUITE_P(Rows, WorstCaseOf, ::testing::ValuesIn(rows), [](const auto& row) {
  std::string name = std::string(to_text(row.param.what)) + '_' + to_text(row.param.shape);
  std::erase_if(name, [](char one) { return one != '_' && std::isalnum(one) == 0; });
  return name;
});

std::string outage_words(const Options& options, FailureClass what, Shape shape) {
  return worst_case(options, what, shape).outage.words;
}

TEST(Words, SayTheWayAndTheSum) {
  Options options = two_providers();
  options.deadline = 10s;
  EXPECT_EQ(outage_words(options, FailureClass::silent_headers, streamed),
            "openai 4 s, then anthropic 4 s = 8 s");
  EXPECT_EQ(outage_words(options, FailureClass::unavailable, unary),
            "openai 2 tries + 200 ms, then anthropic 2 tries + 200 ms = 400 ms");
  EXPECT_EQ(outage_words(options, FailureClass::bad_key, unary),
            "openai 2 tries, then anthropic 1 try");
  options.deadline = 6s;
  EXPECT_EQ(outage_words(options, FailureClass::silent_headers, streamed),
            "openai 4 s, then anthropic 4 s = 8 s; the deadline cuts at 6 s");
  EXPECT_EQ(worst_case(options, FailureClass::html, unary).primary.words,
            "openai 1 try, then anthropic answers");
}

TEST(Words, NameTheModelWhereAProviderStandsTwice) {
  Options options = two_providers();
  options.chain = {{"openai", "gpt-4o"}, {"openai", "gpt-4o-mini"}};
  EXPECT_EQ(outage_words(options, FailureClass::silent_headers, streamed),
            "openai/gpt-4o 4 s, then openai/gpt-4o-mini 4 s = 8 s");
}

TEST(WorstCase, TimeoutsThatAreRetriedMultiply) {
  const Options options = with(two_providers(), [](Provider& provider) {
    provider.retry.on_timeout = true;
    provider.retry.max = 2;
    provider.retry.jitter = Jitter::none;
  });
  Options endless = options;
  endless.deadline.reset();
  const WorstCase worst = worst_case(endless, FailureClass::silent_headers, streamed);
  EXPECT_EQ(worst.outage.time, 2 * (3 * 4s + 200ms + 400ms));
  EXPECT_EQ(worst.outage.attempts, 6U);
  EXPECT_EQ(worst_case(options, FailureClass::silent_headers, streamed).outage.time, 15s);
  EXPECT_EQ(worst_case(options, FailureClass::silent_headers, streamed).outage.attempts, 4U);
}

TEST(WorstCase, ANaiveGatewayKeepsAskingAfter429) {
  Options options = with(two_providers(), [](Provider& provider) {
    provider.retry = {6, 500ms, 5s, Jitter::equal_20, false, true, RetryAfter::ignore, 1s};
  });
  options.deadline.reset();
  const WorstCase worst = worst_case(options, FailureClass::rate_limited_hint, unary);
  EXPECT_EQ(worst.outage.attempts, 14U);
  EXPECT_EQ(worst.outage.time, 2 * (600ms + 1200ms + 2400ms + 4800ms + 6s + 6s));
}

TEST(WorstCase, AHintIsWaitedForOnTheLastTargetOnly) {
  Options options = two_providers();
  options.deadline.reset();
  Situation situation;
  situation.what = FailureClass::rate_limited_hint;
  situation.hint = 20s;
  situation.start = Start::fresh;
  EXPECT_EQ(worst_case(options, situation).outage.time, 20s);
  EXPECT_EQ(worst_case(options, situation).failover, Duration::zero());
  situation.hint.reset();
  EXPECT_EQ(worst_case(options, situation).outage.time, 1h);
  situation.what = FailureClass::unavailable;
  situation.hint = 20s;
  EXPECT_EQ(worst_case(options, situation).outage.time, 20s);
  EXPECT_EQ(worst_case(options, situation).outage.attempts, 3U);
  situation.hint = 500ms;
  EXPECT_EQ(worst_case(options, situation).outage.time, 1s);
}

TEST(WorstCase, AParkedKeyWaitsLongerEachTime) {
  Options options = two_providers();
  options.deadline.reset();
  options.chain = {{"anthropic", "claude-haiku-4-5"}};
  options = with(options, [](Provider& provider) { provider.retry.max = 3; });
  Situation situation;
  situation.what = FailureClass::rate_limited;
  situation.start = Start::fresh;
  EXPECT_EQ(worst_case(options, situation).outage.time, 5s + 10s + 20s);
  situation.start = Start::busy;  // others may have got it to a minute
  EXPECT_EQ(worst_case(options, situation).outage.time, 3 * 60s);
}

TEST(WorstCase, ADrawThatJustFitsLastsUntilTheDeadline) {
  Options options = with(two_providers(), [](Provider& provider) {
    provider.retry = {3, 2s, 8s, Jitter::full, false, false, RetryAfter::honour, 1s};
  });
  options.deadline = 5s;
  EXPECT_EQ(worst_case(options, FailureClass::refused, unary).outage.time, 5s);
  EXPECT_EQ(worst_case(options, FailureClass::refused, unary).outage.attempts, 8U);
  options = with(options, [](Provider& provider) { provider.retry.jitter = Jitter::none; });
  // 2 s; 4 s more would be too late; then the other one: 2 s; no more.
  EXPECT_EQ(worst_case(options, FailureClass::refused, unary).outage.time, 4s);
  EXPECT_EQ(worst_case(options, FailureClass::refused, unary).outage.attempts, 4U);
}

TEST(WorstCase, KeysThatDoNotServeTheModelAreNoTries) {
  Options options = two_providers();
  options.providers[0].keys[1].models = {"gpt-4o"};
  EXPECT_EQ(worst_case(options, FailureClass::bad_key, unary).outage.attempts, 2U);
  options.providers[0].keys[0].models = {"gpt-4o"};
  EXPECT_EQ(outage_words(options, FailureClass::bad_key, unary),
            "openai not asked, no key serves it, then anthropic 1 try");
}

TEST(WorstCase, KeysThatAreDeadAreNotAskedForTheNextModel) {
  Options options = two_providers();
  options.chain = {{"openai", "gpt-4o"}, {"openai", "gpt-4o-mini"}};
  EXPECT_EQ(worst_case(options, FailureClass::bad_key, unary).outage.attempts, 2U);
  EXPECT_EQ(worst_case(options, FailureClass::no_model, unary).outage.attempts, 4U);
}

TEST(WorstCase, NothingIsWorseThanAnything) {
  for (const bool endless : {false, true}) {
    Options options = two_providers();
    if (endless) {
      options.deadline.reset();
    }
    const Course most = worst_of_anything(options);
    for (const FailureClass what : failure_classes()) {
      for (const Shape shape : {unary, streamed}) {
        const WorstCase worst = worst_case(options, what, shape);
        EXPECT_LE(worst.outage.time, most.time) << to_text(what);
        EXPECT_LE(worst.outage.attempts, most.attempts) << to_text(what);
        EXPECT_LE(worst.primary.time, worst.outage.time) << to_text(what);
        EXPECT_LE(worst.primary.attempts, worst.outage.attempts) << to_text(what);
      }
    }
  }
}

TEST(WorstCase, WhomASlowStartSparesMayBeTheLastThatIsAsked) {
  Options plain = two_providers();
  plain.deadline.reset();
  const Options slowly = with(plain, [](Provider& provider) {
    provider.breaker.emplace();
    provider.breaker->slow_start = 30s;
  });
  const Course before = worst_of_anything(plain);
  const Course after = worst_of_anything(slowly);
  EXPECT_EQ(after.time, before.time + 1h - plain.providers[0].retry.wait_max);
  EXPECT_EQ(after.attempts, before.attempts);
}

TEST(Patience, IsWhatAHealthyProviderMayUse) {
  const Options options = two_providers();
  EXPECT_EQ(patience_of(options, streamed).head, 4s);
  EXPECT_EQ(patience_of(options, unary).head, 15s);  // 30 s, but the deadline
  EXPECT_EQ(patience_of(options, streamed).first_content, 4s);
  EXPECT_EQ(patience_of(options, streamed).whole, 15s);
}

TEST(WorstCase, EachTryMayHaveToWaitForASlot) {
  const Options free = two_providers();
  const Options queued = with(free, [](Provider& provider) {
    provider.concurrency = ConcurrencyOptions{10, 5, 1s};
  });
  const Course before = worst_case(free, FailureClass::refused, Shape::unary).outage;
  const Course after = worst_case(queued, FailureClass::refused, Shape::unary).outage;
  EXPECT_EQ(before.attempts, 4U);
  EXPECT_EQ(after.attempts, 4U);
  EXPECT_EQ(after.time, before.time + 4s);
  Situation alone;
  alone.what = FailureClass::refused;
  alone.start = Start::fresh;
  EXPECT_EQ(worst_case(queued, alone).outage.time, before.time);
  const Options full = with(free, [](Provider& provider) {
    provider.concurrency = ConcurrencyOptions{10, 0, 1s};  // nobody waits
  });
  EXPECT_EQ(worst_of_anything(full).time, worst_of_anything(free).time);
}

}  // namespace
}  // namespace gameday::gateway::lint::test
