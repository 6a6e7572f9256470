#pragma once
// `--set load.rate=2/s` and `--arm 'NAME=gateway.json'`: changes to a scenario's tree before it is
// read, so that the strict reader judges them like lines of the file. What they wrote carries a
// place that stands for the override, and problems there name it instead of a line.

#include <optional>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "base/problem.hpp"
#include "base/value.hpp"

namespace gameday::config {

struct Overrides {
  std::vector<std::string> set;   // `experiments[0].timing.fault=5s`: any single value
  std::vector<std::string> arms;  // `NAME=FILE`: replaces or adds a gateway arm; FILE as the shell
                                  // sees it, not relative to the scenario
  // Whoever brings a gateway of its own (`verify`) looks at no arm's: every arm calls the first
  // provider, so that the names in `expect` are known and no file besides this one is needed.
  bool arms_apart = false;
};

void apply_overrides(Value& scenario, const Overrides& overrides, Problems& problems);

/// True for what apply_overrides wrote.
bool is_override(const Place& place);

/// Problems at such places, with `--set load.rate=2/s` where the file's name stood.
Problem name_override(Problem problem, const Overrides& overrides);

}  // namespace gameday::config
