#pragma once
// Times of day and dates as people write them into a scenario file.

#include <chrono>
#include <string_view>

#include "base/units.hpp"

namespace gameday::config {

/// `09:30`, `24:00`
Parsed<std::chrono::minutes> parse_clock(std::string_view text);
/// `2026-12-18`
Parsed<std::chrono::local_days> parse_day(std::string_view text);

}  // namespace gameday::config
