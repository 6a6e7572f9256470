#pragma once
// The plan as text, for its hash: everything that changes what is sent or broken, and nothing else.
// Titles, file names, expectations and the arms' own configs are not in it.

#include <string>

#include "scenario/plan.hpp"

namespace gameday::scenario {

std::string canonical(const Scenario& scenario, const Plan& plan);

}  // namespace gameday::scenario
