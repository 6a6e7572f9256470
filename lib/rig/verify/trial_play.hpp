#pragma once
// One trial on given worlds: raise the rig, break it, ask once, heal it, take it down.

#include "rig/verify/play_trials.hpp"

namespace gameday::rig {

struct Entrance {
  Duration wait{};     // once its rig stands
  bool first = false;  // nothing has come through the fault proxies yet: prove that it does
};

/// Ends early when `stop` is requested: faults are healed first. All outlive it.
rt::awaitable<void> play_trial(Worlds worlds, const Trial& trial, Entrance entrance, Played& played,
                               const rt::Stop& stop, const TrialHooks& hooks);

}  // namespace gameday::rig
