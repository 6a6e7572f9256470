#pragma once
// The machine's monotonic clock, as offsets from the run's Epoch. One Asio timer is armed for the
// earliest of the heap, lazily: a later deadline never re-arms it, and one that was dropped costs a
// wake-up for nothing. A bound on every read then costs 50 ns, not a timerfd call.

#include <optional>

#include <boost/asio/steady_timer.hpp>

#include "rt/coroutine.hpp"
#include "rt/real_world.hpp"
#include "rt/timer_heap.hpp"

namespace gameday::rt {

class RealClock final : public Clock {
 public:
  RealClock(asio::io_context& io, Epoch epoch);

  TimePoint now() const override;
  WallTime wall() const override;
  void at(TimePoint due, Timer& timer) override;
  void drop(Timer& timer) override { heap_.drop(timer); }
  /// Before the io_context dies. Nothing fires any more.
  void close() { alarm_.reset(); }

 private:
  using Alarm = asio::basic_waitable_timer<std::chrono::steady_clock,
                                           asio::wait_traits<std::chrono::steady_clock>, Executor>;

  void arm(TimePoint due);
  void rang();

  const Epoch epoch_;
  TimerHeap heap_;
  std::optional<Alarm> alarm_;
  TimePoint armed_for_ = never;
  std::uint64_t generation_ = 0;  // of arm(): a wait that had expired still succeeds after re-arm
};

}  // namespace gameday::rt
