#pragma once
// What run.json says of a run before it has begun: the scenario, the plan and who takes part.

#include <string>
#include <vector>

#include "rig/options.hpp"
#include "scenario/conductor.hpp"
#include "verdict/facts.hpp"

namespace gameday::rig {

verdict::RunFacts make_facts(const scenario::Scenario& scenario, const scenario::Plan& plan,
                             const Options& options);

/// How it went: when each experiment began, and how the run ended.
void add_ending(verdict::RunFacts& facts, const scenario::Ending& ending);

}  // namespace gameday::rig
