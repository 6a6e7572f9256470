// The systemic entries of the catalogue, played as they are shipped: every check of theirs holds
// with our gateway, and what checks cannot say: a stream that breaks late is told so, every time.

#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "faults/directory.hpp"
#include "support/played.hpp"

namespace gameday {
namespace {

namespace fs = std::filesystem;

const std::string root = GAMEDAY_SOURCE_DIR;

#ifdef NDEBUG
constexpr std::uint64_t seeds = 10;
#else
constexpr std::uint64_t seeds = 2;
#endif

const verdict::WindowSummary& fault_of(const test::Played& played, std::size_t experiment,
                                       std::size_t arm) {
  return played.summary.experiments.at(experiment).arms.at(arm).at(record::Window::fault);
}

TEST(CatalogueScenarios, AreTheFilesThatAreShipped) {
  std::set<std::string> listed;
  for (const faults::DirectoryEntry& entry : faults::directory()) {
    if (!entry.scenario.empty()) {
      EXPECT_TRUE(fs::exists(root + '/' + std::string(entry.scenario))) << entry.scenario;
      listed.insert(fs::path(entry.scenario).filename());
    }
  }
  std::set<std::string> shipped;
  for (const auto& file : fs::directory_iterator(root + "/scenarios/catalogue")) {
    shipped.insert(file.path().filename());
  }
  EXPECT_EQ(listed, shipped);
  EXPECT_EQ(listed.size(), 4U);
}

TEST(CatalogueScenarios, EveryCheckHoldsWhateverTheSeed) {
  for (const faults::DirectoryEntry& entry : faults::directory()) {
    for (std::uint64_t seed = 1; !entry.scenario.empty() && seed <= seeds; ++seed) {
      const test::Played played =
          test::play_simulated(root + '/' + std::string(entry.scenario), seed);
      EXPECT_EQ(played.verdict.exit_code, 0) << entry.scenario << ", seed " << seed << '\n'
                                             << test::broken_checks(played);
    }
  }
}

TEST(CatalogueScenarios, ALateBreakIsToldInTheStream) {
  const test::Played played =
      test::play_simulated(root + "/scenarios/catalogue/no-mid-stream-rescue.yaml", 7);
  const auto told = static_cast<std::size_t>(record::Outcome::stream_error);
  for (std::size_t experiment = 0; experiment < played.summary.experiments.size(); ++experiment) {
    const auto& window = fault_of(played, experiment, 0);
    const bool early = experiment % 3 == 0;  // at the head, after 1 delta, after 9 deltas
    EXPECT_EQ(window.outcomes.at(told), window.failed) << experiment;
    if (early) {
      EXPECT_EQ(window.failed, 0U) << experiment;
    } else {  // all but what came when the breakers were open
      EXPECT_GE(window.failed * 10, window.attempted * 6) << experiment;
    }
  }
}

TEST(CatalogueScenarios, OnlyTheFailingCellIsGivenUp) {
  const test::Played played =
      test::play_simulated(root + "/scenarios/catalogue/partial-outage.yaml", 7);
  EXPECT_EQ(fault_of(played, 0, 1).failed, fault_of(played, 0, 1).attempted);
  EXPECT_EQ(fault_of(played, 0, 2).failed, 0U);
  EXPECT_EQ(fault_of(played, 0, 3).failed, 0U);
}

}  // namespace
}  // namespace gameday
