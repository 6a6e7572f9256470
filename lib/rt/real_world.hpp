#pragma once
// A thread's world over the kernel: monotonic clock, TCP. Several share one Epoch, so that their
// offsets are comparable.

#include <chrono>
#include <functional>
#include <memory>

#include "rt/world.hpp"

namespace gameday::rt {

/// The instant that is TimePoint zero, taken once per run.
class Epoch {
 public:
  static Epoch start();
  std::chrono::steady_clock::time_point steady;
  WallTime wall;
};

class RealWorld {
 public:
  RealWorld(Epoch epoch, Seed seed);
  ~RealWorld();

  World& world();
  /// On the calling thread: runs `main` and everything it starts until `main` has returned.
  void run(awaitable<void> main);
  /// On the calling thread: serves whatever is posted until leave(); then drains what is ready.
  void serve();
  void leave();  // any thread

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// Calls back on the world's thread for SIGINT and SIGTERM, every time, until destroyed.
class SignalWatch {
 public:
  SignalWatch(World& world, std::function<void(int signal)> on_signal);
  /// For one other: SIGHUP.
  SignalWatch(World& world, int signal, std::function<void(int signal)> on_signal);
  ~SignalWatch();

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace gameday::rt
