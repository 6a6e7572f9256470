#pragma once
// Ctrl-C and SIGTERM: the first stops what runs (a game day heals its faults first), the second
// ends the process at once.

#include <memory>

#include "rt/bound.hpp"
#include "rt/real_world.hpp"

namespace gameday::app {

class Interrupt {
 public:
  /// `words` is told on stderr at the first signal. `stop` outlives this.
  Interrupt(rt::World& world, rt::Stop& stop, const char* words);

 private:
  int seen_ = 0;
  rt::SignalWatch watch_;
};

}  // namespace gameday::app
