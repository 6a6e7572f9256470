#pragma once
// Time as the whole program speaks of it.
//
// Unit: nanoseconds. A TimePoint counts from the start of the run (real: when the worlds were made;
// virtual: zero), so it can be written to a record as it is. Only lib/rt can tell what time it is;
// everybody else is given `now`. Wall time exists for journals, `Date:` and `Retry-After:` alone.

#include <chrono>
#include <cstdint>

namespace gameday {

using namespace std::chrono_literals;

using Duration = std::chrono::nanoseconds;

/// Tag of the run's own time line. It has no now(): a rt::Clock must be asked.
struct RunTimeline {
  using duration = Duration;
  using rep = Duration::rep;
  using period = Duration::period;
  using time_point = std::chrono::time_point<RunTimeline, Duration>;
};
using TimePoint = RunTimeline::time_point;

/// Tag of wall time: nanoseconds since 1970-01-01T00:00:00Z.
struct WallTimeline {
  using duration = Duration;
  using rep = Duration::rep;
  using period = Duration::period;
  using time_point = std::chrono::time_point<WallTimeline, Duration>;
};
using WallTime = WallTimeline::time_point;

inline constexpr TimePoint run_start{};
inline constexpr TimePoint never = TimePoint::max();
inline constexpr Duration forever = Duration::max();

/// `from + wait` that stays at `never` instead of overflowing; `forever` is never over.
constexpr TimePoint later(TimePoint from, Duration wait) {
  const bool beyond = wait > Duration::zero() && from > never - wait;
  return beyond || wait == forever ? never : from + wait;
}

constexpr double to_seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}
constexpr double to_milliseconds(Duration duration) {
  return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace gameday
