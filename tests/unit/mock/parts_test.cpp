// The pure parts of a mock: its pace, its prose cut into tokens, its log.

#include <gtest/gtest.h>

#include "mock/pace.hpp"
#include "mock/prose.hpp"
#include "mock/request_log.hpp"

namespace gameday::mock {
namespace {

TEST(Prose, IsCutIntoExactlyItsTokens) {
  for (std::uint64_t tokens = 1; tokens <= 400; ++tokens) {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
      const std::string text = prose(Rng(seed * 1000 + tokens), tokens);
      std::string joined;
      const auto pieces = tokens_of(text, tokens);
      for (const std::string_view piece : pieces) {
        EXPECT_FALSE(piece.empty()) << text;
        joined += piece;
      }
      EXPECT_EQ(pieces.size(), tokens) << text;
      EXPECT_EQ(joined, text);
    }
  }
}

TEST(Pace, AbsurdAnswersTakeAHundredYears) {
  const PerSecond slowest{1};
  constexpr Duration century = std::chrono::hours(24 * 365 * 100);
  EXPECT_EQ(writing_time(1'000'000, PerSecond{1'000'000}), 1'000'000s);
  EXPECT_EQ(writing_time(~std::uint64_t{0}, slowest), century);
  Pace pace;
  pace.first_token = century;
  pace.tokens = ~std::uint64_t{0};
  pace.rate = slowest;
  EXPECT_EQ(pace.total(), 2 * century);
  pace.first_token = forever;
  EXPECT_EQ(pace.total(), forever);
}

TEST(RequestLog, WritesOneLine) {
  LoggedRequest request;
  request.asked = run_start + 12ms;
  request.ended = run_start + 2s;
  request.method = "POST";
  request.path = "/v1/chat/completions";
  request.status = 200;
  EXPECT_EQ(log_line(request),
            R"({"asked_us":12000,"took_us":1988000,"method":"POST","path":"/v1/chat/completions",)"
            "\"status\":200,\"ended\":\"complete\"}\n");
  request.marker = Marker{7, 3};
  request.nth = 1;
  request.model = std::string(300, 'm');
  request.streamed = true;
  request.sdk_retry = "2";
  request.ending = Ending::client_gone;
  const std::string line = log_line(request);
  EXPECT_NE(line.find(R"("ordinal":3,"nth":1,)"), std::string::npos);
  EXPECT_NE(line.find(R"("streamed":true,"sdk_retry":"2","status":200,"ended":"client_gone")"),
            std::string::npos);
  EXPECT_NE(line.find('"' + std::string(256, 'm') + '"'), std::string::npos);
}

}  // namespace
}  // namespace gameday::mock
