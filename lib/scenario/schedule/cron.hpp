#pragma once
// The five fields of crontab(5) as sets: which minutes of which days.
//
//   minute hour day-of-month month weekday      "30 9,14 * JAN-MAR MON-THU"
//
// `*`, numbers, ranges, steps (`*/15`, `9-17/2`), lists, names of months and weekdays; SUN is 0 and
// 7. Beyond crontab(5): `TUE#1` the first Tuesday of a month, `TUE#L` its last, `L` its last day.
// When both day fields are given, Vixie cron's rule holds: either will do, unless one of them
// begins with `*`, then both must match. Pure; no zone: what it says of days is local.

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"

namespace gameday::schedule {

/// `TUE#1`; nth 0 is the last.
struct NthWeekday {
  unsigned weekday = 0;  // 0 is Sunday
  unsigned nth = 1;
  auto operator<=>(const NthWeekday&) const = default;
};

struct Cron {
  std::string text;           // as written
  std::uint64_t minutes = 0;  // bit n: minute n; the others alike
  std::uint32_t hours = 0;
  std::uint32_t days = 0;  // of the month, bits 1 to 31
  bool last_day = false;
  std::uint32_t months = 0;    // bits 1 to 12
  std::uint32_t weekdays = 0;  // bits 0 to 6, Sunday is 0
  std::vector<NthWeekday> nth;
  bool days_star = false;      // the field begins with `*`
  bool weekdays_star = false;  // likewise
};

inline constexpr std::uint64_t all_minutes = (std::uint64_t{1} << 60) - 1;
inline constexpr std::uint32_t all_hours = (1U << 24) - 1;
inline constexpr std::uint32_t all_days = ~std::uint32_t{1};
inline constexpr std::uint32_t all_months = ((1U << 12) - 1) << 1;
inline constexpr std::uint32_t all_weekdays = (1U << 7) - 1;

/// Nobody's crontab has longer lines; a list of every minute fits.
inline constexpr std::size_t longest_cron = 256;

/// A date that never comes (30 February) is refused.
Parsed<Cron> parse_cron(std::string_view text);

/// `MON-THU`, `MON,WED`, `*`: weekdays as bits, in the words of the last field.
Parsed<std::uint32_t> parse_weekdays(std::string_view text);
/// `MON-THU`, `MON,WED`
std::string weekday_words(std::uint32_t weekdays);

bool fires_on(const Cron& cron, std::chrono::year_month_day day);

/// Both day fields narrow the days, so that a reader may take one rule for the other.
bool has_both_days(const Cron& cron);
/// Then: one of them is enough (else both must match).
bool either_day(const Cron& cron);

}  // namespace gameday::schedule
