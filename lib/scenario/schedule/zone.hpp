#pragma once
// A time zone of the IANA data that the system carries (package tzdata): what clocks on its walls
// show. date-tz does the reading; its names stay in zone.cpp. Debian's files know the rules until
// 2037; after that, clocks stand still on the last one.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace date {
class time_zone;
}

namespace gameday::schedule {

/// What a clock on a wall shows, without saying where.
using LocalMinute = std::chrono::local_time<std::chrono::minutes>;

/// What clocks show at some instant, and how far they are from UTC.
struct LocalTime {
  std::chrono::local_seconds shown;
  std::chrono::seconds offset{};
};

/// Clocks are put forward (by > 0) or back.
struct ClockChange {
  WallTime at;
  std::chrono::seconds by{};
};

class Zone {
 public:
  Zone() = default;  // UTC, which needs no files
  /// Nothing when the system has no such zone.
  static std::optional<Zone> find(std::string_view name);

  const std::string& name() const { return name_; }
  LocalTime local(WallTime at) const;
  /// The first instant at which clocks show `minute` or more. A skipped time is the minute at which
  /// they go on, a repeated one its first pass; so the order of local times is kept.
  WallTime first(LocalMinute minute) const;
  /// Clocks never show it: they were put forward over it.
  bool skips(LocalMinute minute) const;
  /// In order; the first after `from`, none after `to`.
  std::vector<ClockChange> changes(WallTime from, WallTime to) const;

 private:
  const date::time_zone* zone_ = nullptr;  // owned by date-tz, for as long as the program lives
  std::string name_ = "UTC";
};

/// `; did you mean "Europe/Berlin"?` for `berlin`, `europe/berlin` and slips of a key; else what a
/// zone's name looks like, or that the system has none.
std::string zone_hint(std::string_view typed);

}  // namespace gameday::schedule
