#pragma once
// Plays the trials of `gameday verify`, with its progress on stderr; Ctrl-C stops all of them.

#include <vector>

#include "rig/verify/play_trials.hpp"
#include "verify_log.hpp"
#include "verify_work.hpp"

namespace gameday::app {

/// In the order of the work's trials. `log` is told of what happens to a gateway that ran before;
/// null: to nobody's.
std::vector<rig::Played> play_work(const Work& work, const VerifyOptions& options, VerifyLog* log);

}  // namespace gameday::app
