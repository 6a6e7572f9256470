// Name lookups that go wrong, as a direct arm and a gateway meet them: in memory and over real
// sockets, where each lives on a thread of its own.

#include <algorithm>

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::Window;

class LookupsInBothWorlds : public testing::TestWithParam<test::Stage> {};

TEST_P(LookupsInBothWorlds, AreCountedAndMet) {
  const std::string file = std::string(GAMEDAY_SOURCE_DIR) + "/tests/conformance/rig/lookups.yaml";
  const test::Played played = test::play(GetParam(), file, 7);
  for (const auto& experiment : played.summary.experiments) {
    for (std::uint16_t arm = 0; arm < 2; ++arm) {
      const auto audit = std::ranges::find_if(experiment.audits, [&](const verdict::Audit& one) {
        return one.arm == arm && one.fault == "dns";
      });
      ASSERT_NE(audit, experiment.audits.end());
      EXPECT_GT(audit->counts.injected, 0U) << arm;
      EXPECT_GE(audit->counts.dns, 800ms);
      EXPECT_GT(experiment.arms.at(arm).at(Window::fault).due_while_unresolved, 0U);
    }
    EXPECT_EQ(experiment.arms.at(1).at(Window::fault).failed, 0U);  // the lifeboat
    EXPECT_EQ(experiment.arms.at(0).at(Window::recovery).failed, 0U);
  }
  const auto& direct = played.summary.experiments.at(0).arms.at(0).at(Window::fault);
  EXPECT_GT(direct.count_of(record::Outcome::connect_error), direct.attempted / 2);
}

INSTANTIATE_TEST_SUITE_P(Rig, LookupsInBothWorlds,
                         testing::Values(test::Stage::memory, test::Stage::sockets),
                         [](const auto& place) {
                           return place.param == test::Stage::memory ? "memory" : "sockets";
                         });

}  // namespace
}  // namespace gameday
