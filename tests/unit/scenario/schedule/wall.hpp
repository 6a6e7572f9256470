#pragma once
// Dates as tests write them.

#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "scenario/schedule/options.hpp"

namespace gameday::test {

/// `2026-11-28T10:07:30Z`
inline WallTime wall(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  const int read =
      std::sscanf(text.c_str(), "%d-%u-%uT%d:%d:%dZ", &year, &month, &day, &hour, &minute, &second);
  EXPECT_EQ(read, 6) << text;
  const std::chrono::sys_days date{std::chrono::year_month_day{
      std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)}};
  return WallTime(date.time_since_epoch() + std::chrono::hours(hour) +
                  std::chrono::minutes(minute) + std::chrono::seconds(second));
}

inline std::chrono::local_days date(const std::string& text) {
  return std::chrono::local_days(
      std::chrono::floor<std::chrono::days>(wall(text + "T00:00:00Z").time_since_epoch()));
}

inline schedule::Options options_of(const std::string& cron, const std::string& zone) {
  schedule::Options options;
  const auto parsed = schedule::parse_cron(cron);
  EXPECT_TRUE(parsed) << parsed.problem;
  options.cron = parsed.value;
  const auto found = schedule::Zone::find(zone);
  EXPECT_TRUE(found) << zone;
  options.zone = found.value_or(schedule::Zone());
  return options;
}

}  // namespace gameday::test
