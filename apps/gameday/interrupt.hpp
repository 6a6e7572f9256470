#pragma once
// Ctrl-C and SIGTERM: the first stops what runs (a game day heals its faults first), the second
// ends the process at once.

#include <functional>

#include "rt/bound.hpp"
#include "rt/real_world.hpp"

namespace gameday::app {

class Interrupt {
 public:
  /// `say` is called at the first signal, on the world's thread, so that whoever draws there can
  /// make room. `stop` outlives this.
  Interrupt(rt::World& world, rt::Stop& stop, std::function<void()> say);

 private:
  std::function<void()> say_;
  int seen_ = 0;
  rt::SignalWatch watch_;
};

}  // namespace gameday::app
