#pragma once
// One trial on given worlds: raise the rig, break it, ask once, heal it, take it down.

#include "rig/verify/play_trials.hpp"

namespace gameday::rig {

/// Ends early when `stop` is requested: faults are healed first. `played` outlives it.
rt::awaitable<void> play_trial(Worlds worlds, const Trial& trial, Duration wait, Played& played,
                               const rt::Stop& stop);

}  // namespace gameday::rig
