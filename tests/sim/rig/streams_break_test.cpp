// The shipped scenario of broken streams in virtual time: what its checks cannot say. Whatever
// breaks after the first content, the gateway's client is told in the stream, every time.

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

const std::string scenario = std::string(GAMEDAY_SOURCE_DIR) + "/scenarios/streams-break.yaml";

#ifdef NDEBUG
constexpr std::uint64_t seeds = 20;
#else
constexpr std::uint64_t seeds = 2;
#endif

constexpr std::size_t direct = 0;
constexpr std::size_t tuned = 1;

std::uint64_t count(const test::Played& played, std::size_t experiment, std::size_t arm,
                    record::Outcome outcome) {
  const auto& window =
      played.summary.experiments.at(experiment).arms.at(arm).at(record::Window::fault);
  return window.outcomes.at(static_cast<std::size_t>(outcome));
}

TEST(StreamsBreak, EveryBreakAfterTheFirstContentIsToldInTheStream) {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const test::Played played = test::play_simulated(scenario, seed);
    EXPECT_EQ(played.verdict.exit_code, 0) << "seed " << seed << '\n'
                                           << test::broken_checks(played);
    EXPECT_EQ(count(played, 0, tuned, record::Outcome::ok), 160U);
    for (std::size_t experiment = 1; experiment < 5; ++experiment) {
      // An answer that has fewer deltas than the fault waits for is whole; no seed has one. Until
      // each of the two keys has failed ten times all break; then most are answered elsewhere.
      const std::uint64_t told = count(played, experiment, tuned, record::Outcome::stream_error);
      EXPECT_GE(told, 20U) << "seed " << seed << ", experiment " << experiment;
      EXPECT_EQ(told + count(played, experiment, tuned, record::Outcome::ok), 160U)
          << "seed " << seed << ", experiment " << experiment;
    }
    EXPECT_EQ(count(played, 4, direct, record::Outcome::truncated_stream), 160U);
  }
}

}  // namespace
}  // namespace gameday
