#pragma once
// Where the parts of a game day run: three threads, or one virtual world three times.

#include "rt/world.hpp"

namespace gameday::rig {

struct Worlds {
  rt::World& load;       // the generator and the conductor
  rt::World& gateways;   // the things under test
  rt::World& providers;  // fault proxies and mocks
};

}  // namespace gameday::rig
