// A provider whose name does not resolve, met by the whole chain.

#include <algorithm>

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::Outcome;
using record::Window;

enum Experiment : std::uint8_t { nxdomain, servfail, hang, late, a_little_late, kept };
enum Arm : std::uint16_t { direct, gateway };

class LookupsOfARun : public testing::Test {
 protected:
  static const test::Played& played() {
    static const test::Played once =
        test::play_simulated(std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/lookups.yaml", 7);
    return once;
  }
  static const record::FaultCounts& counts(Experiment experiment, Arm arm) {
    const auto& audits = played().summary.experiments.at(experiment).audits;
    return std::ranges::find(audits, arm, &verdict::Audit::arm)->counts;
  }
  static const verdict::WindowSummary& fault(Experiment experiment, Arm arm) {
    return played().summary.experiments.at(experiment).arms.at(arm).at(Window::fault);
  }
};

TEST_F(LookupsOfARun, AreAFaultThoughNoProxySeesThem) {
  EXPECT_EQ(played().verdict.ruling, verdict::Ruling::pass) << test::broken_checks(played());
  for (const Experiment experiment : {nxdomain, servfail, hang}) {
    for (const Arm arm : {direct, gateway}) {
      const record::FaultCounts& counted = counts(experiment, arm);
      EXPECT_EQ(counted.dns, 10s);
      EXPECT_GE(counted.injected, fault(experiment, arm).attempted);  // retries too
      EXPECT_EQ(counted.seen, counted.injected);
      EXPECT_TRUE(counted.bypassed.empty());
      EXPECT_EQ(fault(experiment, arm).due_while_unresolved, fault(experiment, arm).attempted);
    }
  }
}

TEST_F(LookupsOfARun, TellTheirKindsApart) {
  for (const Experiment experiment : {nxdomain, servfail}) {
    const auto& refused = fault(experiment, direct);
    EXPECT_EQ(refused.count_of(Outcome::connect_error), refused.attempted);
    EXPECT_LT(refused.endings.back(), 10ms);
  }
  const auto& hung = fault(hang, direct);
  EXPECT_EQ(hung.count_of(Outcome::timeout), hung.attempted);
  std::set<std::string> said;
  for (const record::RequestRecord& request : played().records.requests) {
    if (request.arm == direct && request.outcome == Outcome::connect_error) {
      said.insert(request.error);
    }
  }
  EXPECT_EQ(said.size(), 2U);
}

/// Who is there first waits; whoever comes later finds their connections.
TEST_F(LookupsOfARun, ThatAreLateHoldUpNewConnectionsOnly) {
  const auto& waited = fault(late, direct);
  EXPECT_GT(waited.answers.back(), 2s);
  EXPECT_LT(waited.answers.front(), 1s);
  EXPECT_LT(counts(late, direct).injected, waited.attempted);
  EXPECT_GT(fault(late, gateway).degraded, 0U);  // it gives up connecting before
  EXPECT_GT(fault(a_little_late, gateway).answers.back(), 100ms);
}

TEST_F(LookupsOfARun, AreNotMadeOnKeptConnections) {
  for (const Arm arm : {direct, gateway}) {
    const record::FaultCounts& counted = counts(kept, arm);
    EXPECT_GT(counted.bypassed.at("kept_connection"), 0U);
    EXPECT_GT(counted.injected, 0U);  // when they had been let go
    EXPECT_EQ(counted.seen, counted.injected + counted.bypassed.at("kept_connection"));
  }
  EXPECT_GT(fault(kept, direct).failed, 0U);
  EXPECT_LT(fault(kept, direct).failed, fault(kept, direct).attempted);
}

}  // namespace
}  // namespace gameday
