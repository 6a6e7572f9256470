// A provider that breaks connections before there is an attempt on them, met by the whole chain.

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::Window;

const std::string scenario = std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/connections.yaml";

TEST(Connections, AFaultThatLeavesNoAttemptIsMetAllTheSame) {
  const test::Played played = test::play_simulated(scenario, 7);
  EXPECT_EQ(played.verdict.experiments.at(0).ruling, verdict::Ruling::pass)
      << test::broken_checks(played);
  for (const verdict::ArmSummary& arm : played.summary.experiments.at(0).arms) {
    EXPECT_GT(arm.at(Window::fault).connections_hit, 0U);
    EXPECT_EQ(arm.at(Window::fault).met_fault, 0U);
  }
  for (const verdict::Audit& audit : played.summary.experiments.at(0).audits) {
    EXPECT_TRUE(audit.counts.connections);
    EXPECT_EQ(audit.counts.matched, audit.counts.injected);
  }
}

TEST(Connections, OneThatHitNoConnectionWasMetByNobody) {
  const test::Played played = test::play_simulated(scenario, 7);
  EXPECT_EQ(played.verdict.experiments.at(1).ruling, verdict::Ruling::inconclusive);
}

}  // namespace
}  // namespace gameday
