// Whatever the providers do: no more tries and no more time than describe() says, and the client
// always gets something.

#include <algorithm>

#include <gtest/gtest.h>

#include "chain.hpp"

namespace gameday::policy::test {
namespace {

Play any_play(Rng& rng) {
  constexpr int codes[] = {200, 400, 401, 404, 408, 409, 413, 418, 429, 500, 503, 504, 524, 529};
  Play play = status(codes[rng.below(std::size(codes))]);
  if (rng.chance(Ratio{1, 3})) {
    play = broken(static_cast<FailureKind>(rng.below(failure_kind_count)),
                  rng.chance(Ratio{1, 2}) ? 200 : 0);
    if (play.kind == FailureKind::cancelled || is_refusal(play.kind)) {
      play.kind = FailureKind::reset;  // only a stop makes the one, only we ourselves the other
    }
  }
  if (rng.chance(Ratio{1, 3})) {
    play.retry_after = rng.between(0s, 5s);
  }
  play.takes = rng.between(1ms, 5s);
  return play;
}

TEST(Invariants, TriesAndTimeStayWithinTheDescription) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Rng rng(seed);
    Retry retry;
    retry.max = static_cast<std::uint32_t>(rng.below(4));
    retry.on_timeout = rng.chance(Ratio{1, 2});
    retry.on_rate_limit = rng.chance(Ratio{1, 4});
    std::optional<Duration> deadline;
    if (rng.chance(Ratio{1, 2})) {
      deadline = rng.between(1s, 20s);
    }
    std::optional<BreakerOptions> breaker;
    if (rng.chance(Ratio{1, 2})) {
      breaker.emplace();
      breaker->window = breaker->min_calls = 1 + static_cast<std::uint32_t>(rng.below(3));
      breaker->open = rng.between(1ms, 10s);
    }
    std::optional<HedgeOptions> hedge;
    if (rng.chance(Ratio{1, 2})) {
      hedge = HedgeOptions{1s, rng.between(1ms, 6s), 100};
    }
    Chain chain(retry, deadline, true, breaker, {}, hedge);
    const Description description = chain.describe();
    for (int request = 0; request < 5; ++request) {
      Script script;
      for (const char* key : {"a", "b", "L"}) {
        for (std::uint64_t i = 0; i < 1 + rng.below(3); ++i) {
          script[key].push_back(any_play(rng));
        }
      }
      const Result result = chain.ask(script);
      const auto tries = std::count(result.trail.begin(), result.trail.end(), '/') - result.refused;
      EXPECT_LE(static_cast<std::uint64_t>(tries), description.attempts) << seed << result.trail;
      EXPECT_LE(result.took, description.time) << seed << ' ' << result.trail;
      EXPECT_NE(result.failure.has_value(), !result.body.empty()) << seed;
      EXPECT_EQ(result.trail.find(":open"), std::string::npos) << seed;
    }
  }
}

}  // namespace
}  // namespace gameday::policy::test
