#pragma once
// A scenario file (YAML, docs/scenario.md) with its gateway configs and prompts to plain
// options. All problems of all files are found in one go, each with file:line:column, path and a
// way out; keys of the design that this version does not have are refused by name.

#include <optional>
#include <string>

#include "config/findings.hpp"
#include "config/gateway.hpp"
#include "config/overrides.hpp"
#include "rig/options.hpp"
#include "scenario/options.hpp"

namespace gameday::config {

struct GameDay {
  scenario::Scenario scenario;
  rig::Options rig;  // its providers and arms stand in the scenario's order
};

// Limits: what one person can still read in a report, and what fits into one run's memory.
inline constexpr std::size_t most_arms = 32;
inline constexpr std::size_t most_providers = 32;
inline constexpr std::size_t most_experiments = 64;
inline constexpr std::size_t most_injections = 64;       // of one experiment
inline constexpr std::size_t most_actions = 64;          // likewise
inline constexpr std::size_t most_requests = 1'000'000;  // to each arm, over all experiments
inline constexpr std::size_t longest_name = 64;

/// Nothing if there was any error. Warnings stand in `findings` either way.
std::optional<GameDay> read_game_day(const std::string& path, const Overrides& overrides,
                                     const Environment& environment, Findings& findings);

/// The same for a text already read; `path` says where relative files are found.
std::optional<GameDay> parse_game_day(const std::string& path, const std::string& text,
                                      const Overrides& overrides, const Environment& environment,
                                      Findings& findings);

}  // namespace gameday::config
