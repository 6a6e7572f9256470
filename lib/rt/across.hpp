#pragma once
// From one world to another: the only ways over a thread's border. When both are the same world
// (virtual rigs) these are plain calls in the same order.

#include <functional>

#include "rt/world.hpp"

namespace gameday::rt {

/// Runs `work` on `there`'s thread and returns here, on `home`'s, when it has finished. Not
/// bounded: `work` itself must be.
awaitable<void> run_on(World& home, World& there, std::function<awaitable<void>()> work);

/// Posts a plain call; it runs there some time later (same world: on the next turn of its loop).
void post_to(World& there, std::function<void()> call);

}  // namespace gameday::rt
