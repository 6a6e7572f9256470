#pragma once
// What a scenario needs of the world outside: told before anything is sent.

#include <string>

#include "config/scenario.hpp"

namespace gameday::app {

/// Why `--simulate` cannot play it; empty: it can.
std::string simulation_problem(const config::GameDay& day);

/// Where to point the gateway that runs already, on stderr; nothing without one.
void tell_pointing(const config::GameDay& day);

}  // namespace gameday::app
