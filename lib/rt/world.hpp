#pragma once
// A World: one thread's clock, network and tasks, real or virtual. A real rig uses three (load,
// gateways, providers), a virtual one uses one, passed three times. Only lib/rig and the tests know
// which kind they have.

#include "base/dice.hpp"
#include "rt/clock.hpp"
#include "rt/network.hpp"
#include "rt/tasks.hpp"

namespace gameday::rt {

struct World {
  Executor executor;
  Clock& clock;
  Network& network;
  TaskGroup& tasks;
  const Seed& seed;

  TimePoint now() const { return clock.now(); }
};

/// Waits until the bound ends it: timed_out or stopped.
awaitable<error_code> sleep(World& world, Bound bound);

}  // namespace gameday::rt
