#include "scenario_flags.hpp"

#include <CLI/CLI.hpp>

#include "console.hpp"
#include "scheduled.hpp"

namespace gameday::app {
namespace {

// The parser of numbers behind the flag takes -1 for the largest one.
std::string not_negative(const std::string& text) {
  return text.starts_with('-') ? text + " is no seed; write a whole number from 0 on" : "";
}

}  // namespace

void add_scenario_flags(CLI::App& command, ScenarioFlags& flags) {
  command.add_option("FILE", flags.file, "The scenario (YAML)")->required()->type_name("");
  command.add_option("--seed", flags.seed, "Instead of the file's seed")
      ->type_name("N")
      ->check(not_negative, "");
  command
      .add_option("--set", flags.overrides.set,
                  "Change one value: load.rate=2/s, experiments[0].name=storm")
      ->take_all()
      ->type_name("PATH=VALUE");
  command.add_option("--arm", flags.overrides.arms, "Replace or add a gateway arm")
      ->take_all()
      ->type_name("NAME=FILE");
}

std::optional<Opened> open_scenario(const ScenarioFlags& flags) {
  config::Findings findings;
  auto day = config::read_game_day(flags.file, flags.overrides, environment, findings);
  if (day) {
    add_schedule_doubts(*day, findings);
  }
  print_findings(findings);
  if (!day) {
    return std::nullopt;
  }
  const Seed seed(flags.seed.value_or(day->scenario.seed));
  scenario::Plan plan = scenario::make_plan(day->scenario, seed);
  return Opened{*std::move(day), std::move(plan)};
}

}  // namespace gameday::app
