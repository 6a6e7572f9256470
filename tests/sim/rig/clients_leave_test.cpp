// `into: clients` through the whole: who leaves is the same in all arms, counts neither as ok nor
// as failed, and is no reason for a gateway to go on.

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::Outcome;
using record::Window;

const std::string scenario = std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/clients-leave.yaml";

TEST(ClientsLeave, NeitherOkNorFailed) {
  const test::Played played = test::play_simulated(scenario, 7);
  EXPECT_EQ(test::broken_checks(played), "");
  EXPECT_EQ(played.verdict.exit_code, 0);
  for (std::size_t arm = 0; arm < 2; ++arm) {
    const auto& fault = played.summary.experiments.at(0).arms.at(arm).at(Window::fault);
    EXPECT_EQ(fault.attempted, 160U);
    EXPECT_EQ(fault.failed, 0U);
    EXPECT_EQ(fault.ok + fault.left, fault.attempted);
    EXPECT_GT(fault.left, 25U);  // half of the streams, which are half of the requests
    EXPECT_LT(fault.left, 55U);
    EXPECT_EQ(fault.met_fault, fault.left);
  }
}

TEST(ClientsLeave, TheSameClientsInAllArms) {
  const test::Played played = test::play_simulated(scenario, 7);
  std::array<std::vector<std::uint32_t>, 2> left;
  for (const record::RequestRecord& request : played.records.requests) {
    if (request.outcome == Outcome::left) {
      EXPECT_TRUE(request.streamed);
      left.at(request.arm).push_back(request.ordinal);
    }
  }
  std::ranges::sort(left[0]);
  std::ranges::sort(left[1]);
  EXPECT_EQ(left[0], left[1]);
}

TEST(ClientsLeave, TheirAuditIsOfClients) {
  const test::Played played = test::play_simulated(scenario, 7);
  const auto& audits = played.summary.experiments.at(0).audits;
  ASSERT_EQ(audits.size(), 2U);
  for (const verdict::Audit& audit : audits) {
    EXPECT_EQ(audit.provider, record::into_clients);
    EXPECT_EQ(audit.fault, "client-gone");
    EXPECT_EQ(audit.counts.seen, 160U);
    EXPECT_EQ(audit.counts.matched, audit.counts.injected);
    const auto& arm = played.summary.experiments.at(0).arms.at(audit.arm);
    EXPECT_EQ(audit.counts.injected, arm.at(Window::fault).left);
  }
}

TEST(ClientsLeave, AGatewayStopsItsAttemptAtOnce) {
  const test::Played played = test::play_simulated(scenario, 7);
  std::size_t seen = 0;
  for (const record::RequestRecord& request : played.records.requests) {
    if (request.outcome != Outcome::left) {
      continue;
    }
    for (const record::AttemptRecord& attempt : played.records.attempts) {
      if (attempt.ordinal == request.ordinal && attempt.arm == request.arm) {
        ++seen;
        EXPECT_EQ(attempt.end, record::AttemptEnd::client_left);
        EXPECT_LT(attempt.ended - request.ended, 100ms);
      }
    }
  }
  EXPECT_GT(seen, 50U);
}

}  // namespace
}  // namespace gameday
