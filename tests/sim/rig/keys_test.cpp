// `key: env.NAME` finds the attempts that carry the key of that variable, whoever sends them and in
// whichever API.

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

TEST(Keys, AFaultFindsTheKeyByWhereItCameFrom) {
  const test::Played played =
      test::play_simulated(std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/keys-part.yaml", 7);
  const auto window = [&](std::size_t arm) -> const verdict::WindowSummary& {
    return played.summary.experiments.at(0).arms.at(arm).at(record::Window::fault);
  };
  EXPECT_EQ(window(0).failed, 0U);  // by key b
  EXPECT_EQ(window(0).served_by(0), 40U);
  EXPECT_GE(window(0).injected, 1U);
  EXPECT_EQ(window(1).failed, 40U);
  EXPECT_EQ(window(2).failed, 0U);
  EXPECT_EQ(window(3).failed, 40U);
  EXPECT_EQ(played.summary.experiments.at(0).arms.at(3).at(record::Window::baseline).ok, 40U);
}

}  // namespace
}  // namespace gameday
