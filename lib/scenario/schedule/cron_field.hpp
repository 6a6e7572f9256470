#pragma once
// One field of a crontab line: a list of numbers, ranges, steps and names, read into bits.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "scenario/schedule/cron.hpp"

namespace gameday::schedule {

struct FieldKind {
  std::string_view name;  // `minute`
  unsigned least = 0;
  unsigned most = 59;
  std::span<const std::string_view> names;  // of least, least + 1, …; may be empty
  std::string_view example;
};

extern const FieldKind minute_field;
extern const FieldKind hour_field;
extern const FieldKind day_field;
extern const FieldKind month_field;
extern const FieldKind weekday_field;

/// What one field says; `nth` and `last_day` only where the field has them.
struct FieldSet {
  std::uint64_t bits = 0;
  std::vector<NthWeekday> nth;
  bool last_day = false;
  bool star = false;
};

Parsed<FieldSet> parse_field(std::string_view text, const FieldKind& kind);

}  // namespace gameday::schedule
