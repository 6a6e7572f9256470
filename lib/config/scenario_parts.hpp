#pragma once
// The pieces of a scenario file, each read by a file of its own. They fill a GameDay in this order:
// later pieces name providers and arms of earlier ones.

#include <string>

#include "base/map_reader.hpp"
#include "config/scenario.hpp"

namespace gameday::config {

/// What every piece needs besides its map.
struct Reading {
  std::string path;  // of the scenario file
  const Environment& environment;
  Findings& findings;  // of the other files
  Problems& problems;  // of the scenario file

  /// `file` as the scenario names it -> as the program finds it.
  std::string beside_scenario(const std::string& file) const;
  /// The text of `file`, which the value of `key` names: what is wrong with the file as a whole is
  /// told there.
  std::optional<std::string> read_named(MapReader& map, std::string_view key,
                                        const std::string& file);
};

void read_providers(MapReader& top, Reading& reading, GameDay& day);
void read_arms(MapReader& top, Reading& reading, GameDay& day);
void read_load(MapReader& top, Reading& reading, GameDay& day);
void read_experiments(MapReader& top, Reading& reading, GameDay& day);

std::vector<std::string> arm_names(const GameDay& day);

/// `timing` of this map changes only what it names.
void read_timing(MapReader& parent, scenario::Timing& timing);

/// Reads `inject` of an experiment whose timing is known.
void read_injections(MapReader& map, Reading& reading, const GameDay& day,
                     scenario::Experiment& experiment);

/// Reads `actions` of an experiment whose timing is known.
void read_actions(MapReader& map, Reading& reading, const GameDay& day,
                  scenario::Experiment& experiment);

/// Adds the checks under `key` of `map`, arm by arm, to `promises`.
void read_expectations(MapReader& map, std::string_view key, Reading& reading, const GameDay& day,
                       std::vector<scenario::Promise>& promises);
/// One check, written as a text; every name in it is known.
std::optional<verdict::Expectation> read_check(const Value& item, const std::string& path,
                                               const GameDay& day, Problems& problems);

/// Before the providers: which real ones may be called.
void read_upstreams(MapReader& top, GameDay& day);
/// A real upstream (its host in lower case): empty, or that it is not allowed and how to allow it.
std::string upstream_problem(const scenario::Safety& safety, std::string_view host,
                             std::uint16_t port);

/// After the experiments: guards name arms, and a run must fit into its longest time.
void read_guards(MapReader& top, Reading& reading, GameDay& day);
void read_safety(MapReader& top, Reading& reading, GameDay& day);
void read_labels(MapReader& top, Reading& reading, GameDay& day);
/// Likewise: the whole run must fit into a window.
void read_schedule(MapReader& top, Reading& reading, GameDay& day);
void read_notify(MapReader& top, Reading& reading, GameDay& day);
/// `preflight` of the map `schedule`.
void read_preflight(MapReader& schedule, Reading& reading, GameDay& day);

}  // namespace gameday::config
