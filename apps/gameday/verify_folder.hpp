#pragma once
// The run folder of one row and shape: like that of `gameday run`, so that `gameday report` and
// grep read it.

#include <string>

#include "rig/verify/play_trials.hpp"

namespace gameday::app {

/// Empty, or what went wrong.
std::string write_trial(const std::string& folder, const rig::Trial& trial,
                        const rig::Played& played, bool simulated, const std::string& again);

}  // namespace gameday::app
