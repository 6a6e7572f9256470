#include "support/played.hpp"

#include <filesystem>
#include <memory>
#include <stdexcept>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/scenario.hpp"
#include "record/direct_sink.hpp"
#include "record/file_sink.hpp"
#include "record/memory_sink.hpp"
#include "rig/facts.hpp"
#include "rig/game_day.hpp"
#include "scenario/landmarks.hpp"

namespace gameday::test {
namespace {

config::GameDay read(const std::string& file, const config::Overrides& overrides) {
  config::Findings findings;
  const auto no_environment = [](const std::string&) { return std::optional<std::string>(); };
  auto day = config::read_game_day(file, overrides, no_environment, findings);
  if (!day) {
    std::string lines;
    for (const Problem& problem : findings.problems) {
      lines += to_line(problem) + '\n';
    }
    throw std::runtime_error(lines);
  }
  return std::move(*day);
}

/// Read and planned; whatever plays it points into this.
class Prepared {
 public:
  Prepared(const std::string& file, const config::Overrides& overrides, std::uint64_t seed)
      : day_(read(file, overrides)), plan_(scenario::make_plan(day_.scenario, Seed(seed))) {}

  Played played() const {
    Played played;
    played.facts = rig::make_facts(day_.scenario, plan_, day_.rig);
    return played;
  }
  void play(rig::Kind kind, record::Sink& sink, verdict::RunFacts& facts) const {
    scenario::Landmarks landmarks(day_.scenario, sink);
    const rig::Script script{day_.scenario, plan_, day_.rig, landmarks};
    rig::add_ending(facts, rig::play(kind, script));
  }

 private:
  const config::GameDay day_;
  const scenario::Plan plan_;
};

void judge(Played& played, const record::MemorySink& memory) {
  played.records = memory.records();
  played.summary = verdict::summarise(played.facts, played.records);
  played.verdict = verdict::judge(played.facts, played.summary);
}

}  // namespace

Played play_simulated(const std::string& file, std::uint64_t seed,
                      const config::Overrides& overrides, const std::string& folder) {
  const Prepared prepared(file, overrides, seed);
  Played played = prepared.played();
  played.facts.simulated = true;
  record::MemorySink memory;
  record::Sink* sink = &memory;
  std::unique_ptr<record::DirectSink> files;
  if (!folder.empty()) {
    files = std::make_unique<record::DirectSink>(folder, played.facts.cast, &memory);
    sink = files.get();
  }
  prepared.play(rig::Kind::simulated, *sink, played.facts);
  judge(played, memory);
  return played;
}

Played play(Stage stage, const std::string& file, std::uint64_t seed) {
  if (stage == Stage::memory) {
    return play_simulated(file, seed);
  }
  const Prepared prepared(file, {}, seed);
  Played played = prepared.played();
  const std::filesystem::path folder =
      std::filesystem::path(testing::TempDir()) / fmt::format("gameday-played-{}", getpid());
  std::filesystem::create_directories(folder);
  record::MemorySink memory;
  {
    record::FileSink files(folder.string(), played.facts.cast, &memory);  // takes any thread
    prepared.play(rig::Kind::real, files, played.facts);
    files.close();
    played.facts.records_dropped = files.dropped();
  }
  std::filesystem::remove_all(folder);
  judge(played, memory);
  return played;
}

std::string broken_checks(const Played& played) {
  std::string lines;
  for (const verdict::ExperimentVerdict& experiment : played.verdict.experiments) {
    for (const std::string& reason : experiment.reasons) {
      lines += reason + '\n';
    }
    for (const verdict::CheckResult& check : experiment.checks) {
      if (check.ruling != verdict::Ruling::pass) {
        lines +=
            fmt::format("{} · {} · {}: {} {}\n", played.facts.cast.experiments[check.experiment],
                        played.facts.cast.arms[check.arm], check.text,
                        check.observed ? check.observed->value : -1, check.reason);
      }
    }
  }
  return lines;
}

}  // namespace gameday::test
