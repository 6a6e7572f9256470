// A provider whose port is shut, met by the whole chain.

#include <algorithm>

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::Window;

const std::string scenario = std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/doors.yaml";

const record::FaultCounts& counts_of(const test::Played& played, std::size_t experiment,
                                     std::uint16_t arm) {
  const auto& audits = played.summary.experiments.at(experiment).audits;
  return std::ranges::find(audits, arm, &verdict::Audit::arm)->counts;
}

TEST(Doors, AShutPortIsAFaultThoughNobodySeesIt) {
  const test::Played played = test::play_simulated(scenario, 7);
  EXPECT_EQ(played.verdict.ruling, verdict::Ruling::pass) << test::broken_checks(played);
  for (std::uint16_t arm = 0; arm < 2; ++arm) {
    EXPECT_EQ(counts_of(played, 0, arm).shut, 10s);
    EXPECT_EQ(counts_of(played, 1, arm).shut, 4s);
    EXPECT_GT(counts_of(played, 0, arm).injected, 0U);  // connections that were idle or busy
    const auto& refused = played.summary.experiments.at(0).arms.at(arm).at(Window::fault);
    EXPECT_EQ(refused.due_while_shut, refused.attempted);
    const auto& holed = played.summary.experiments.at(1).arms.at(arm).at(Window::fault);
    EXPECT_GT(holed.due_while_shut, 0U);
    EXPECT_LT(holed.due_while_shut, holed.attempted);
  }
  const auto& direct = played.summary.experiments.at(0).arms.at(0).at(Window::fault);
  EXPECT_EQ(direct.count_of(record::Outcome::connect_error), direct.failed);
}

/// TCP knocks at 1 s, 3 s and 7 s: who came early in the 4 s is let in, late, by the last.
TEST(Doors, WhoKnocksAtABlackHoleIsLetInWhenItOpens) {
  const test::Played played = test::play_simulated(scenario, 7);
  const auto& direct = played.summary.experiments.at(1).arms.at(0).at(Window::fault);
  EXPECT_EQ(direct.failed, 0U);
  EXPECT_GT(direct.answers.back(), 3s);
  EXPECT_LT(direct.answers.back(), 8s);
}

}  // namespace
}  // namespace gameday
