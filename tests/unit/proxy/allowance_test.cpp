// What a real provider may be asked: the cap, and what an answer came to.

#include "proxy/allowance.hpp"

#include <deque>

#include <gtest/gtest.h>

#include "proxy/attempt/metered_call.hpp"

namespace gameday::proxy {
namespace {

TEST(Allowance, EndsAtItsRequests) {
  std::vector<std::string> told;
  Cap cap;
  cap.requests = 2;
  Allowance allowance("openai", cap, [&](std::string why) { told.push_back(std::move(why)); });
  EXPECT_TRUE(allowance.take());
  EXPECT_TRUE(allowance.take());
  EXPECT_TRUE(told.empty());
  EXPECT_FALSE(allowance.take());
  EXPECT_FALSE(allowance.take());
  EXPECT_EQ(told, std::vector<std::string>{"openai has got 2 requests, as many as its cap allows"});
}

/// One answer, from its request to its end.
bool asked(Allowance& allowance, std::uint64_t tokens) {
  auto use = allowance.take();
  if (use) {
    use->spent(tokens);
  }
  return use.has_value();
}

TEST(Allowance, EndsAtItsTokens) {
  std::vector<std::string> told;
  Cap cap;
  cap.output_tokens = 100;
  Allowance allowance("openai", cap, [&](std::string why) { told.push_back(std::move(why)); });
  EXPECT_TRUE(asked(allowance, 99));
  EXPECT_TRUE(asked(allowance, 60));  // it was paid for already
  EXPECT_FALSE(asked(allowance, 1));
  EXPECT_EQ(told, std::vector<std::string>{
                      "openai has given 159 output tokens, as many as its cap allows"});
}

/// Twenty at a time, and each comes to the same: the cap is met to the token.
TEST(Allowance, AnswersUnderWayCountAsTheirAverage) {
  std::vector<std::string> told;
  Cap cap;
  cap.output_tokens = 10'000;
  Allowance allowance("openai", cap, [&](std::string why) { told.push_back(std::move(why)); });
  std::uint64_t given = 0;
  std::deque<Allowance::Use> under_way;
  const auto one_ends = [&] {
    under_way.front().spent(100);
    under_way.pop_front();
    given += 100;
  };
  for (bool more = true; more;) {
    if (under_way.size() == 20) {
      one_ends();
    }
    auto use = allowance.take();
    more = use.has_value();
    if (use) {
      under_way.push_back(std::move(*use));
    }
  }
  EXPECT_EQ(told, std::vector<std::string>{
                      "openai has given 8100 output tokens and is about to give some 1900 more in "
                      "answers under way, as many as its cap allows"});
  while (!under_way.empty()) {
    one_ends();
  }
  EXPECT_EQ(given, 10'000U);
}

/// An error costs nothing, and says nothing about what an answer costs.
TEST(Allowance, WhatGaveNothingIsNoAnswer) {
  Cap cap;
  cap.output_tokens = 100;
  Allowance allowance("openai", cap, {});
  EXPECT_TRUE(asked(allowance, 40));
  for (int error = 0; error < 50; ++error) {
    EXPECT_TRUE(asked(allowance, 0));
  }
  const auto first = allowance.take();
  EXPECT_TRUE(first);
  const auto second = allowance.take();  // 40 + 40 of 100 are expected
  EXPECT_TRUE(second);
  EXPECT_FALSE(allowance.take());  // 40 + 80
}

/// Nobody knows yet what one costs: the overshoot that docs/scenario.md names.
TEST(Allowance, BeforeTheFirstAnswerHasEndedAllMaySend) {
  Cap cap;
  cap.output_tokens = 100;
  Allowance allowance("openai", cap, {});
  std::deque<Allowance::Use> under_way;
  for (int more = 0; more < 50; ++more) {
    auto use = allowance.take();
    ASSERT_TRUE(use);
    under_way.push_back(std::move(*use));
  }
}

std::uint64_t tokens_of(std::string_view answer, std::size_t piece) {
  TokenMeter meter;
  for (std::size_t at = 0; at < answer.size(); at += piece) {
    meter.feed(answer.substr(at, piece));
  }
  return meter.tokens();
}

TEST(TokenMeter, BelievesWhatTheAnswerSaysLast) {
  const std::string whole = R"({"choices":[],"usage":{"prompt_tokens":9,"completion_tokens": 41}})";
  const std::string message =
      "data: {\"usage\":{\"output_tokens\":1}}\n\n"
      "data: {\"usage\":{\"output_tokens\":77}}\n\n";
  for (std::size_t piece = 1; piece <= message.size(); ++piece) {
    EXPECT_EQ(tokens_of(whole, piece), 41U);
    EXPECT_EQ(tokens_of(message, piece), 77U);
  }
}

TEST(TokenMeter, CountsEventsWhereNothingIsSaid) {
  std::string stream;
  for (int event = 0; event < 500; ++event) {
    stream += "data: {\"choices\":[{\"delta\":{\"content\":\"word\"}}]}\n\n";
  }
  for (const std::size_t piece : {1U, 3U, 7U, 100U, 100'000U}) {
    EXPECT_EQ(tokens_of(stream, piece), 500U) << piece;
  }
  EXPECT_EQ(tokens_of(std::string(400, 'x'), 400), 100U);
  EXPECT_EQ(tokens_of("", 1), 0U);
}

}  // namespace
}  // namespace gameday::proxy
