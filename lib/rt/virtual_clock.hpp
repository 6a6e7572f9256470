#pragma once
// Time that stands still until everybody waits, then jumps.

#include "rt/timer_heap.hpp"

namespace gameday::rt {

/// 2000-01-01T00:00:00Z: dates in a simulation are the same in every run.
inline constexpr WallTime virtual_epoch{std::chrono::seconds{946'684'800}};

class VirtualClock final : public Clock {
 public:
  TimePoint now() const override { return now_; }
  WallTime wall() const override { return virtual_epoch + now_.time_since_epoch(); }
  void at(TimePoint due, Timer& timer) override { heap_.arm(due, timer); }
  void drop(Timer& timer) override { heap_.drop(timer); }

  /// `never` when nobody waits for time.
  TimePoint earliest() const { return heap_.earliest(); }
  /// Jumps to the earliest timer (never back) and fires what is due; says how many.
  std::size_t jump();

 private:
  TimerHeap heap_;
  TimePoint now_ = run_start;
};

}  // namespace gameday::rt
