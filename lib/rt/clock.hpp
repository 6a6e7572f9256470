#pragma once
// The first seam: what time it is, and what happens when.
//
// One timer heap a world, the same class in both; the real clock arms one Asio timer for the
// earliest, the virtual one jumps to it. Order is (due, sequence) in both, so equal runs fire
// alike. Single thread: a clock belongs to its world.

#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace gameday::rt {

/// Intrusive: owned by whoever waits, and dropped from the clock before it dies.
class Timer {
 public:
  virtual void fired(TimePoint now) = 0;
  bool armed() const { return slot_ != not_armed; }

 protected:
  Timer() = default;
  ~Timer() = default;
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

 private:
  friend class TimerHeap;
  static constexpr std::size_t not_armed = static_cast<std::size_t>(-1);
  TimePoint due_{};
  std::uint64_t sequence_ = 0;
  std::size_t slot_ = not_armed;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual TimePoint now() const = 0;
  /// Virtual: 2000-01-01T00:00:00Z + now, so that dates and ids are the same in every run.
  virtual WallTime wall() const = 0;
  /// Calls timer.fired() at `due` or as soon after as it can; re-arms when already armed.
  virtual void at(TimePoint due, Timer& timer) = 0;
  virtual void drop(Timer& timer) = 0;
};

}  // namespace gameday::rt
