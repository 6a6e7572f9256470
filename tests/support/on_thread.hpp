#pragma once
// A real world on a thread of its own, for servers that a test stands up beside the program.

#include <functional>
#include <thread>

#include "rt/across.hpp"
#include "rt/real_world.hpp"

namespace gameday::test {

class ThreadedWorld {
 public:
  ThreadedWorld() : thread_([this] { there_.serve(); }) {}
  ~ThreadedWorld() { there_.leave(); }

  rt::World& world() { return there_.world(); }
  /// Done there; returns when it has ended.
  void run(const std::function<rt::awaitable<void>()>& work) {
    rt::RealWorld home(rt::Epoch::start(), Seed(1));
    home.run(rt::run_on(home.world(), there_.world(), work));
  }

 private:
  rt::RealWorld there_{rt::Epoch::start(), Seed(1)};
  std::jthread thread_;  // last: joined before the world dies
};

}  // namespace gameday::test
