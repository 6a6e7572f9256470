#pragma once
// `schedule:` of a scenario file as plain data: when it fires, and when a run may take place.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "scenario/schedule/cron.hpp"
#include "scenario/schedule/zone.hpp"

namespace gameday::schedule {

/// On these weekdays, local time; `to` before `from` ends on the day after.
struct Window {
  std::uint32_t days = all_weekdays;  // in which it begins
  std::chrono::minutes from{};        // of the day
  std::chrono::minutes to{};          // up to 24:00
};

/// Both days belong to it.
struct Freeze {
  std::chrono::local_days from;
  std::chrono::local_days to;
  std::string why;
};

enum class Concurrency : std::uint8_t {
  forbid,  // no other scheduled run of this machine beside it
  allow    // only not beside itself
};

struct Options {
  std::optional<Cron> cron;  // none: whoever calls `run --scheduled` decides when
  Place cron_place;          // in the scenario file
  Zone zone;
  std::vector<Window> windows;  // none: any time
  std::vector<Freeze> freeze;
  Duration start_deadline = 10min;  // how late after its firing a run may still begin
  Concurrency concurrency = Concurrency::forbid;
};

}  // namespace gameday::schedule
