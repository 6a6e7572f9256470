// What a real provider may be asked: the cap, and what an answer came to.

#include "proxy/allowance.hpp"

#include <gtest/gtest.h>

#include "proxy/metered_call.hpp"

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

TEST(Allowance, EndsAtItsTokens) {
  std::vector<std::string> told;
  Cap cap;
  cap.output_tokens = 100;
  Allowance allowance("openai", cap, [&](std::string why) { told.push_back(std::move(why)); });
  EXPECT_TRUE(allowance.take());
  allowance.spent(99);
  EXPECT_TRUE(allowance.take());
  allowance.spent(60);  // it was paid for already
  EXPECT_FALSE(allowance.take());
  EXPECT_EQ(told, std::vector<std::string>{
                      "openai has given 159 output tokens, as many as its cap allows"});
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
