// What one experiment leaves behind: a key that was parked for a minute is parked in the next
// experiment only if that one says keep_state.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

const std::string scenario = std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/keep-state.yaml";

struct Counts {
  std::uint64_t primary = 0;
  std::uint64_t lifeboat = 0;
};

Counts served_after_the_storm(const test::Played& played) {
  const auto& arm = played.summary.experiments.at(1).arms.at(0);
  Counts counts;
  for (const auto window : {record::Window::baseline, record::Window::fault}) {
    counts.primary += arm.at(window).served_by(0);
    counts.lifeboat += arm.at(window).served_by(1);
  }
  return counts;
}

test::Played play(bool keep) {
  return test::play_simulated(scenario, 7,
                              {{fmt::format("experiments[1].keep_state={}", keep)}, {}});
}

TEST(KeepState, AParkedKeyOutlivesItsExperiment) {
  const Counts counts = served_after_the_storm(play(true));
  EXPECT_EQ(counts.primary, 0U);
  EXPECT_EQ(counts.lifeboat, 80U);
}

TEST(KeepState, WithoutItEverybodyStartsAnew) {
  const Counts counts = served_after_the_storm(play(false));
  EXPECT_EQ(counts.primary, 80U);
  EXPECT_EQ(counts.lifeboat, 0U);
}

TEST(KeepState, RecordsAndAuditsBelongToTheirOwnExperiment) {
  const test::Played played = play(true);
  EXPECT_EQ(played.records.requests.size(), 2U * 120U);
  std::array<std::size_t, 2> attempts{};
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    ASSERT_TRUE(attempt.ordinal);
    EXPECT_EQ(attempt.experiment, *attempt.ordinal < 120U ? 0 : 1);
    ++attempts.at(attempt.experiment);
  }
  EXPECT_GE(attempts[1], 120U);
  const auto& audits = played.summary.experiments.at(1).audits;
  EXPECT_TRUE(audits.empty());  // nothing is injected into the second
  EXPECT_EQ(played.summary.experiments.at(0).audits.at(0).counts.injected, 1U);
}

}  // namespace
}  // namespace gameday
