// Replicas that die, freeze and come back: whom it costs an answer, and who never notices.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::Window;

const std::string folder = std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/";

test::Played play(std::uint64_t seed = 7, const std::string& into = {}) {
  return test::play_simulated(folder + "replicas.yaml", seed, {}, into);
}

enum Experiment : std::size_t { killed, paused, restarted, whole_again };

const verdict::Blow& blow(const test::Played& played, Experiment experiment, std::size_t at = 0) {
  return played.summary.experiments.at(experiment).blows.at(at);
}

std::uint64_t failed(const test::Played& played, Experiment experiment) {
  std::uint64_t sum = 0;
  for (const auto& window : played.summary.experiments.at(experiment).arms.at(0).windows) {
    sum += window.failed;
  }
  return sum;
}

std::map<std::uint16_t, int> served(const test::Played& played, Experiment experiment) {
  std::map<std::uint16_t, int> by_replica;
  for (const record::RequestRecord& request : played.records.requests) {
    if (request.experiment == experiment) {
      ++by_replica[request.replica];
    }
  }
  return by_replica;
}

TEST(Replicas, AKillFailsWhatIsInFlightAndNothingElse) {
  for (const std::uint64_t seed : {7, 8, 9, 10, 11}) {
    const test::Played played = play(seed);
    const verdict::Blow& kill = blow(played, killed);
    EXPECT_GT(kill.in_flight, 0U);
    EXPECT_EQ(kill.failed, kill.in_flight);
    EXPECT_EQ(failed(played, killed), kill.failed);
    EXPECT_EQ(played.verdict.experiments.at(killed).ruling, verdict::Ruling::pass)
        << test::broken_checks(played);
  }
}

TEST(Replicas, BothServeAndEachHasPortsOfItsOwn) {
  const test::Played played = play();
  for (const Experiment experiment : {paused, whole_again}) {
    auto by_replica = served(played, experiment);
    EXPECT_EQ(by_replica[0], 0);
    EXPECT_GT(by_replica[1], 10);
    EXPECT_GT(by_replica[2], 10);
  }
  // An attempt comes in at the port of the replica that has the request.
  std::map<std::uint32_t, std::uint16_t> replica_of;
  for (const record::RequestRecord& request : played.records.requests) {
    replica_of[request.ordinal] = request.replica;
  }
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    ASSERT_TRUE(attempt.ordinal);
    EXPECT_EQ(attempt.replica, replica_of.at(*attempt.ordinal));
  }
}

TEST(Replicas, ADeadOneServesNobodyUntilItIsRestarted) {
  const test::Played played = play();
  const verdict::Blow& kill = blow(played, killed);
  const auto& events = played.records.events;
  const auto back =
      std::ranges::find(events, record::Event::Kind::replica_restarted, &record::Event::kind);
  ASSERT_NE(back, events.end());
  int after = 0;
  for (const record::RequestRecord& request : played.records.requests) {
    if (request.experiment == killed && request.replica == 1 && request.sent) {
      EXPECT_FALSE(*request.sent > kill.from && *request.sent < back->at);
      after += *request.sent > back->at ? 1 : 0;
    }
  }
  EXPECT_GT(after, 0);
}

/// Who was on it waits and is answered; who comes meanwhile is passed over to the other one.
TEST(Replicas, APauseIsWaitedFor) {
  const test::Played played = play();
  const verdict::Blow& pause = blow(played, paused);
  EXPECT_EQ(pause.what, record::Event::Kind::replica_paused);
  EXPECT_EQ(pause.until - pause.from, 4s);
  EXPECT_GT(pause.in_flight, 0U);
  EXPECT_EQ(failed(played, paused), 0U);
  const auto& window = played.summary.experiments.at(paused).arms.at(0).at(Window::fault);
  EXPECT_GT(window.answers.back(), 3s);
  EXPECT_LT(window.answers.back(), 6s);
}

TEST(Replicas, ARestartForgets) {
  const test::Played played = play();
  const verdict::Blow& restart = blow(played, restarted);
  EXPECT_EQ(restart.what, record::Event::Kind::replica_restarted);
  EXPECT_EQ(restart.failed, restart.in_flight);
  std::uint64_t hit = 0;
  for (const verdict::Blow& one : played.summary.experiments.at(restarted).blows) {
    hit += one.failed;
  }
  EXPECT_EQ(failed(played, restarted), hit);
}

/// killed and paused at the end of the third experiment, and the fourth keeps the state.
TEST(Replicas, AreWholeAgainForTheNextExperiment) {
  const test::Played played = play();
  EXPECT_EQ(failed(played, whole_again), 0U);
}

std::string text_of(const std::string& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Replicas, AreTheSameForTheSameSeed) {
  const std::string one = testing::TempDir() + "replicas-one";
  const std::string two = testing::TempDir() + "replicas-two";
  for (const std::string& into : {one, two}) {
    std::filesystem::create_directories(into);
    play(7, into);
  }
  for (const char* file : {"/requests.jsonl", "/attempts.jsonl", "/events.jsonl"}) {
    const std::string text = text_of(one + file);
    EXPECT_FALSE(text.empty());
    EXPECT_EQ(text, text_of(two + file));
  }
}

}  // namespace
}  // namespace gameday
