#pragma once
// Which scenario is meant, and with which changes: what `run` and `plan` are asked alike.

#include <cstdint>
#include <optional>
#include <string>

#include "config/scenario.hpp"
#include "scenario/plan.hpp"

namespace CLI {
class App;
}

namespace gameday::app {

struct ScenarioFlags {
  std::string file;
  std::optional<std::uint64_t> seed;
  config::Overrides overrides;
};

void add_scenario_flags(CLI::App& command, ScenarioFlags& flags);

struct Opened {
  config::GameDay day;
  scenario::Plan plan;
};

/// Read and planned; nothing when it cannot be played. What is wrong has been printed.
std::optional<Opened> open_scenario(const ScenarioFlags& flags);

}  // namespace gameday::app
