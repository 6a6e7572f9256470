// The shipped game day in virtual time: its promises hold for any seed, and one seed is one run.

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/digest.hpp"
#include "support/number_from.hpp"
#include "support/played.hpp"

namespace gameday {
namespace {

const std::string scenario = std::string(GAMEDAY_SOURCE_DIR) + "/scenarios/llm-game-day.yaml";

// GAMEDAY_SEEDS=1000 plays more of them; scripts/test plays 200 on the release build.
#ifdef NDEBUG
constexpr std::uint64_t usual_seeds = 40;  // half a second each: tests/sim stays below 40 s
#else
constexpr std::uint64_t usual_seeds = 6;  // ten times slower
#endif
constexpr std::uint64_t threads = 2;  // a run has no state outside its world

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The three JSONL files of one run, one after the other.
std::string journal(std::uint64_t seed, const std::string& name) {
  const auto folder =
      std::filesystem::path(testing::TempDir()) / fmt::format("gameday-{}-{}", name, getpid());
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  test::play_simulated(scenario, seed, {}, folder.string());
  std::string text;
  for (const char* file : {"requests.jsonl", "attempts.jsonl", "events.jsonl"}) {
    text += read(folder / file);
  }
  std::filesystem::remove_all(folder);
  return text;
}

TEST(LlmGameDay, EveryPromiseHoldsForEverySeed) {
  const std::uint64_t seeds = test::number_from("GAMEDAY_SEEDS", usual_seeds);
  const auto play_some = [&](std::uint64_t first) {
    for (std::uint64_t seed = first; seed <= seeds; seed += threads) {
      const test::Played played = test::play_simulated(scenario, seed);
      EXPECT_EQ(played.verdict.exit_code, 0)
          << "gameday run scenarios/llm-game-day.yaml --simulate --seed " << seed << '\n'
          << test::broken_checks(played);
    }
  };
  std::vector<std::jthread> players;
  for (std::uint64_t first = 1; first <= threads; ++first) {
    players.emplace_back(play_some, first);
  }
}

TEST(LlmGameDay, TheTimelineRecoversWhenTheCheckSaysSo) {
  const test::Played played = test::play_simulated(scenario, 7);
  std::size_t told = 0;
  for (const record::Event& event : played.records.events) {
    if (event.kind != record::Event::Kind::recovered) {
      continue;
    }
    const verdict::ExperimentFacts& experiment = played.facts.experiments.at(event.experiment);
    const TimePoint healed = experiment.started.value() + experiment.baseline + experiment.fault;
    const auto recovery =
        played.summary.experiments.at(event.experiment).arms.at(event.arm.value()).recovery;
    ASSERT_TRUE(recovery);
    // A record holds whole microseconds.
    EXPECT_EQ(event.at - run_start,
              std::chrono::floor<std::chrono::microseconds>(healed + *recovery - run_start));
    ++told;
  }
  EXPECT_GT(told, 0U);
}

TEST(LlmGameDay, OneSeedIsOneRunByteForByte) {
  const std::string first = journal(7, "first");
  EXPECT_GT(first.size(), 100'000U);
  EXPECT_EQ(first, journal(7, "again"));
  EXPECT_NE(first, journal(8, "other"));
}

// Debug, optimised and sanitized builds must all write these bytes. After a change that is meant to
// move them, put in the digest that the failure prints.
TEST(LlmGameDay, EveryBuildWritesTheSameBytes) {
  const auto golden = std::filesystem::path(GAMEDAY_SOURCE_DIR) / "tests/sim/rig/golden.sha256";
  const std::string digest = sha256_hex(journal(7, "golden")) + '\n';
  EXPECT_EQ(read(golden), digest);
}

TEST(LlmGameDay, EveryAttemptBelongsToARequestAndEveryPlannedRequestHasItsRecord) {
  const test::Played played = test::play_simulated(scenario, 7);
  EXPECT_EQ(played.records.requests.size(), 3U * 3U * 480U);
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    EXPECT_TRUE(attempt.ordinal.has_value());
    EXPECT_TRUE(attempt.model_call);
    EXPECT_LE(attempt.arrived, attempt.ended);
    EXPECT_EQ(attempt.key.find("sk-"), std::string::npos);
  }
}

TEST(LlmGameDay, AllArmsMeetTheSameFateOnTheirFirstTry) {
  const test::Played played = test::play_simulated(scenario, 7);
  std::map<std::pair<std::uint16_t, std::uint32_t>, std::set<bool>> fates;
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    if (attempt.provider == 0 && attempt.nth == 0 && attempt.experiment == 1) {
      fates[{attempt.experiment, *attempt.ordinal}].insert(attempt.fault.empty());
    }
  }
  std::size_t split = 0;
  for (const auto& [request, outcomes] : fates) {
    split += outcomes.size() > 1 ? 1 : 0;
  }
  // Only a first try that arrives on the other side of a window's edge may differ: none or one.
  EXPECT_LE(split, 1U);
  EXPECT_GE(fates.size(), 480U);
}

}  // namespace
}  // namespace gameday
