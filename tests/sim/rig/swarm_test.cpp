// Game days that nobody thought of, hundreds of them: whatever is drawn, these things hold.
//
// GAMEDAY_SWARM_SEEDS=2000 plays more of them, GAMEDAY_SWARM_FIRST=17 begins at another seed.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "sim/rig/swarm_day.hpp"
#include "support/number_from.hpp"
#include "support/played.hpp"

namespace gameday {
namespace {

using record::Outcome;
using test::SwarmDay;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || !defined(NDEBUG)
constexpr std::uint64_t usual_seeds = 5;  // the optimised build plays them all
#else
constexpr std::uint64_t usual_seeds = 120;
#endif

class Swarm : public testing::Test {
 protected:
  /// Writes the day's files and plays them; what is said of a failure leads back to them.
  void play(std::uint64_t seed, const std::string& journal = {}) {
    day = test::draw_swarm_day(seed);
    folder = std::filesystem::path(testing::TempDir()) /
             fmt::format("gameday-swarm-{}-{}", getpid(), seed);
    std::filesystem::create_directories(folder);
    for (const auto& [name, text] : day.files) {
      std::ofstream(folder / name) << text;
    }
    const std::string file = (folder / "swarm.yaml").string();
    std::ofstream(file) << day.scenario;
    again = fmt::format(
        "gameday run {} --simulate\nGAMEDAY_SWARM_FIRST={} GAMEDAY_SWARM_SEEDS=1 sim_rig "
        "--gtest_filter='Swarm.*'\n",
        file, seed);
    played = test::play_simulated(file, seed, {}, journal);
  }

  std::uint64_t planned() const { return played.facts.experiments.at(0).planned; }
  TimePoint recovered() const {
    const verdict::ExperimentFacts& experiment = played.facts.experiments.at(0);
    return *experiment.started + experiment.baseline + experiment.fault + test::swarm_quiet;
  }
  std::string name(const record::RequestRecord& request) const {
    return fmt::format("{} request {} ({}, status {}, {})", day.arms.at(request.arm).name,
                       request.ordinal, to_text(request.outcome), request.status, request.error);
  }

  void check_requests() const;
  void check_attempts() const;
  void check_cuts() const;
  void check_audit() const;
  void check_recovery() const;
  void count();

  SwarmDay day;
  std::filesystem::path folder;
  std::string again;
  test::Played played;
  std::size_t failed = 0;    // requests, over all seeds
  std::size_t rescued = 0;   // ok, after an attempt that a fault hit
  std::size_t broken = 0;    // streams that ended silently before their finish
  std::size_t injected = 0;  // attempts
};

/// Every planned request has exactly one record, with times in order and inside the client's limit.
void Swarm::check_requests() const {
  std::set<std::pair<std::uint16_t, std::uint32_t>> seen;
  for (const record::RequestRecord& request : played.records.requests) {
    EXPECT_TRUE(seen.insert({request.arm, request.ordinal}).second) << name(request);
    EXPECT_NE(request.outcome, Outcome::unfinished) << name(request);
    EXPECT_NE(request.outcome, Outcome::not_sent) << name(request);
    ASSERT_TRUE(request.sent) << name(request);
    EXPECT_GE(*request.sent, request.intended) << name(request);
    EXPECT_GE(request.ended, *request.sent) << name(request);
    EXPECT_LE(request.ended, *request.sent + day.client_timeout + 1ms) << name(request);
    if (request.streamed && request.outcome == Outcome::ok) {
      ASSERT_TRUE(request.first_content) << name(request);
      EXPECT_GT(*request.first_content, *request.sent) << name(request);
      EXPECT_LE(*request.first_content, request.ended) << name(request);
    }
    // A stream that breaks under a gateway ends with an error that the client can see.
    EXPECT_FALSE(day.arms.at(request.arm).gateway && request.outcome == Outcome::truncated_stream)
        << name(request);
  }
  EXPECT_EQ(seen.size(), planned() * day.arms.size());
}

/// No more attempts than the config allows, numbered without a gap; an answer comes from somewhere.
void Swarm::check_attempts() const {
  std::map<std::tuple<std::uint16_t, std::uint32_t, std::uint16_t>, std::uint32_t> tries;
  std::set<std::pair<std::uint16_t, std::uint32_t>> answered;
  std::set<std::pair<std::uint16_t, std::uint32_t>> hit;
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    ASSERT_TRUE(attempt.ordinal);
    EXPECT_NE(attempt.end, record::AttemptEnd::open);
    EXPECT_NE(attempt.end, record::AttemptEnd::upstream_failed);
    std::uint32_t& count = tries[{attempt.arm, *attempt.ordinal, attempt.provider}];
    ++count;
    EXPECT_LE(count, day.arms.at(attempt.arm).attempts_most.at(attempt.provider))
        << day.arms.at(attempt.arm).name << " request " << *attempt.ordinal;
    if (!attempt.fault.empty()) {
      hit.insert({attempt.arm, *attempt.ordinal});
    }
    // A stream that is held open or cut after its finish is a whole answer, too.
    const bool whole = attempt.end == record::AttemptEnd::complete ||
                       (attempt.streamed && !attempt.reached.empty());
    if (whole && attempt.status == 200) {
      answered.insert({attempt.arm, *attempt.ordinal});
    }
  }
  for (const record::RequestRecord& request : played.records.requests) {
    if (request.outcome == Outcome::ok) {
      EXPECT_EQ(answered.count({request.arm, request.ordinal}), 1U) << name(request);
      EXPECT_TRUE(request.tokens > 0 || hit.count({request.arm, request.ordinal}) > 0)
          << name(request);
    }
  }
}

bool ends_before_its_finish(const record::AttemptRecord& attempt) {
  const std::string& place = attempt.reached;
  return attempt.streamed && attempt.end == record::AttemptEnd::cut &&
         (place.starts_with("after headers") || place.starts_with("before finish") ||
          place.find(" delta") != std::string::npos);
}

/// Whoever has no gateway sees what the provider did: a stream without its finish is never ok.
void Swarm::check_cuts() const {
  std::set<std::uint32_t> cut;
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    if (!day.arms.at(attempt.arm).gateway && ends_before_its_finish(attempt)) {
      cut.insert(*attempt.ordinal);
    }
  }
  for (const record::RequestRecord& request : played.records.requests) {
    if (!day.arms.at(request.arm).gateway && cut.count(request.ordinal) > 0) {
      EXPECT_NE(request.outcome, Outcome::ok) << name(request);
    }
  }
}

/// The ledgers add up, and they tell what the records tell.
void Swarm::check_audit() const {
  using Key = std::tuple<std::uint16_t, std::uint16_t, std::string>;
  std::map<Key, std::pair<std::uint64_t, std::uint64_t>> recorded;  // injected, bypassed
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    if (!attempt.fault.empty()) {
      auto& counts = recorded[{attempt.arm, attempt.provider, attempt.fault}];
      ++(attempt.bypassed.empty() ? counts.first : counts.second);
    }
  }
  for (const record::Event& event : played.records.events) {
    if (event.kind != record::Event::Kind::fault_audit) {
      continue;
    }
    const record::FaultCounts& counts = *event.counts;
    std::uint64_t bypassed = 0;
    for (const auto& [reason, count] : counts.bypassed) {
      bypassed += count;
    }
    EXPECT_GE(counts.seen, counts.matched) << event.text;
    EXPECT_EQ(counts.matched, counts.injected + bypassed + counts.open) << event.text;
    EXPECT_EQ(counts.open, 0U) << event.text;
    const auto told = recorded[{*event.arm, *event.provider, event.text}];
    EXPECT_EQ(counts.injected, told.first) << event.text;
    EXPECT_EQ(bypassed, told.second) << event.text;
  }
}

/// Once the faults are gone and their traces as well, everything works again, in every arm.
void Swarm::check_recovery() const {
  std::size_t late = 0;
  for (const record::RequestRecord& request : played.records.requests) {
    if (request.intended >= recovered()) {
      ++late;
      EXPECT_EQ(request.outcome, Outcome::ok) << name(request);
    }
  }
  EXPECT_GT(late, 0U);
}

/// What a swarm is worth: a fault that hits nobody, or a gateway that never rescues, proves
/// nothing.
void Swarm::count() {
  std::set<std::pair<std::uint16_t, std::uint32_t>> hit;
  for (const record::AttemptRecord& attempt : played.records.attempts) {
    if (!attempt.fault.empty() && attempt.bypassed.empty()) {
      ++injected;
      hit.insert({attempt.arm, *attempt.ordinal});
    }
  }
  for (const record::RequestRecord& request : played.records.requests) {
    const bool ok = request.outcome == Outcome::ok;
    failed += ok ? 0 : 1;
    broken += request.outcome == Outcome::truncated_stream ? 1 : 0;
    rescued += ok ? hit.count({request.arm, request.ordinal}) : 0;
  }
}

std::string journal_of(const std::filesystem::path& folder) {
  std::ostringstream text;
  for (const char* file : {"requests.jsonl", "attempts.jsonl", "events.jsonl"}) {
    text << std::ifstream(folder / file, std::ios::binary).rdbuf();
  }
  return text.str();
}

TEST_F(Swarm, KeepsEveryPromiseWhateverIsDrawn) {
  const std::uint64_t first = test::number_from("GAMEDAY_SWARM_FIRST", 1);
  const std::uint64_t seeds = test::number_from("GAMEDAY_SWARM_SEEDS", usual_seeds);
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    play(seed);
    check_requests();
    check_attempts();
    check_cuts();
    check_audit();
    check_recovery();
    ASSERT_FALSE(HasFailure()) << again;
    count();
    std::filesystem::remove_all(folder);
  }
  if (seeds >= usual_seeds) {  // a single day may be a quiet one
    EXPECT_GT(injected, seeds * 10);
    EXPECT_GT(rescued, seeds * 5);
    EXPECT_GT(failed, seeds * 5);
    EXPECT_GT(broken, seeds / 10);
  }
}

TEST_F(Swarm, OneSeedIsOneRunByteForByte) {
  const std::uint64_t first = test::number_from("GAMEDAY_SWARM_FIRST", 1);
  for (std::uint64_t seed = first; seed < first + 5; ++seed) {
    std::string journals[2];
    for (std::string& journal : journals) {
      const auto kept = std::filesystem::path(testing::TempDir()) /
                        fmt::format("gameday-swarm-journal-{}", getpid());
      std::filesystem::create_directories(kept);
      play(seed, kept.string());
      journal = journal_of(kept);
      std::filesystem::remove_all(kept);
    }
    EXPECT_GT(journals[0].size(), 10'000U);
    ASSERT_EQ(journals[0], journals[1]) << again;
    std::filesystem::remove_all(folder);
  }
}

}  // namespace
}  // namespace gameday
