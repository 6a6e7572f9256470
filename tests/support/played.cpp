#include "support/played.hpp"

#include <memory>
#include <stdexcept>

#include <fmt/format.h>

#include "config/scenario.hpp"
#include "record/direct_sink.hpp"
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

}  // namespace

Played play_simulated(const std::string& file, std::uint64_t seed,
                      const config::Overrides& overrides, const std::string& folder) {
  const config::GameDay day = read(file, overrides);
  const scenario::Plan plan = scenario::make_plan(day.scenario, Seed(seed));
  Played played;
  played.facts = rig::make_facts(day.scenario, plan, day.rig);
  played.facts.simulated = true;
  record::MemorySink memory;
  record::Sink* sink = &memory;
  std::unique_ptr<record::DirectSink> files;
  if (!folder.empty()) {
    files = std::make_unique<record::DirectSink>(folder, played.facts.cast, &memory);
    sink = files.get();
  }
  scenario::Landmarks landmarks(day.scenario, *sink);
  const rig::Script script{day.scenario, plan, day.rig, landmarks};
  rig::add_ending(played.facts, rig::play(rig::Kind::simulated, script));
  played.records = memory.records();
  played.summary = verdict::summarise(played.facts, played.records);
  played.verdict = verdict::judge(played.facts, played.summary);
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
