#pragma once
// From one world to another: the only way over a thread's border. When both are the same world
// (virtual rigs) it is a plain call.

#include <functional>

#include "rt/world.hpp"

namespace gameday::rt {

/// Runs `work` on `there`'s thread and returns here, on `home`'s, when it has finished. Not
/// bounded: `work` itself must be.
awaitable<void> run_on(World& home, World& there, std::function<awaitable<void>()> work);

}  // namespace gameday::rt
