// The only file that asks the machine what time it is.
#include "rt/real_clock.hpp"

#include <algorithm>

namespace gameday::rt {
namespace {

// Sleeping longer in one go would gain nothing, and far deadlines cannot overflow the clock.
constexpr Duration longest_sleep = 24h;

WallTime system_now() {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return WallTime(std::chrono::duration_cast<Duration>(since_1970));
}

}  // namespace

Epoch Epoch::start() {
  return Epoch{std::chrono::steady_clock::now(), system_now()};
}

RealClock::RealClock(asio::io_context& io, Epoch epoch)
    : epoch_(epoch), alarm_(std::in_place, io.get_executor()) {}

TimePoint RealClock::now() const {
  return TimePoint(
      std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - epoch_.steady));
}

WallTime RealClock::wall() const {
  return system_now();
}

void RealClock::at(TimePoint due, Timer& timer) {
  heap_.arm(due, timer);
  if (due < armed_for_) {
    arm(due);
  }
}

void RealClock::arm(TimePoint due) {
  if (!alarm_) {
    return;
  }
  armed_for_ = std::min(due, later(now(), longest_sleep));
  alarm_->expires_at(epoch_.steady + armed_for_.time_since_epoch());
  alarm_->async_wait([this, generation = ++generation_](const error_code&) {
    if (generation == generation_ && alarm_) {
      rang();
    }
  });
}

void RealClock::rang() {
  armed_for_ = run_start;  // what fired() arms is covered below
  heap_.fire(now());
  armed_for_ = never;
  if (!heap_.empty()) {
    arm(heap_.earliest());
  }
}

}  // namespace gameday::rt
