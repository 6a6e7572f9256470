#pragma once
// One play in memory and over sockets. What it is told is where the provider listens.

#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::test {

inline void in_both_worlds(rt::awaitable<void> (*play)(rt::World& world, rt::Address at)) {
  rt::VirtualWorld memory{Seed(1)};
  memory.run(play(memory.world(), {"provider", 80}));
  rt::RealWorld sockets(rt::Epoch::start(), Seed(1));
  sockets.run(play(sockets.world(), {"127.0.0.1", 0}));
}

}  // namespace gameday::test
