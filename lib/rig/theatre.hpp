#pragma once
// Three real worlds, each on a thread of its own, or one virtual world three times. The only file
// that makes them: whatever plays (a game day, many rows of verify) is given Worlds.

#include <cstdint>
#include <functional>

#include "rig/worlds.hpp"

namespace gameday::rig {

enum class Kind : std::uint8_t { real, simulated };

/// Runs what `main` makes on the load's thread, and returns when it has ended.
void in_worlds(Kind kind, Seed seed, const std::function<rt::awaitable<void>(Worlds)>& main);

}  // namespace gameday::rig
