#pragma once
// The whole program in memory on one thread: time jumps to the earliest timer as soon as nobody can
// run, connections are memory, 20 us a delivery so that time always moves.

#include <memory>

#include "rt/world.hpp"

namespace gameday::rt {

class VirtualWorld {
 public:
  explicit VirtualWorld(Seed seed);
  ~VirtualWorld();

  World& world();
  /// Runs `main`, and everything it starts, until `main` has returned. Nothing left to run and no
  /// timer before that, or over 1,000,000 handlers at one instant, is a CHECK with a dump.
  void run(awaitable<void> main);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::rt
