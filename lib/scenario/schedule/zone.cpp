#include "scenario/schedule/zone.hpp"

#include <algorithm>
#include <stdexcept>

#include <date/tz.h>

#include "base/problem.hpp"

namespace gameday::schedule {
namespace {

using std::chrono::seconds;

constexpr std::size_t longest_zone = 64;  // the longest of 2025 has 32

// date-tz throws when the system has no zone files; here that is no zone at all.
const date::tzdb* database() {
  try {
    return &date::get_tzdb();
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

date::sys_seconds to_date(WallTime at) {
  return date::sys_seconds(std::chrono::floor<seconds>(at.time_since_epoch()));
}
date::local_seconds to_date(LocalMinute minute) {
  return date::local_seconds(minute.time_since_epoch());
}
WallTime to_wall(date::sys_seconds at) {
  return WallTime(at.time_since_epoch());
}

std::string small(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  std::replace(out.begin(), out.end(), ' ', '_');
  return out;
}

}  // namespace

std::optional<Zone> Zone::find(std::string_view name) {
  Zone zone;
  if (name == "UTC") {
    return zone;
  }
  const date::tzdb* zones = database();
  if (zones == nullptr) {
    return std::nullopt;
  }
  const auto found =
      std::find_if(zones->zones.begin(), zones->zones.end(),
                   [name](const date::time_zone& one) { return one.name() == name; });
  // `localtime` is whatever this machine's owner chose: the opposite of saying which.
  if (found == zones->zones.end() || name == "localtime") {
    return std::nullopt;
  }
  zone.zone_ = &*found;
  zone.name_ = found->name();
  return zone;
}

LocalTime Zone::local(WallTime at) const {
  const auto since = std::chrono::floor<seconds>(at.time_since_epoch());
  const seconds offset = zone_ == nullptr ? seconds(0) : zone_->get_info(to_date(at)).offset;
  return {std::chrono::local_seconds(since + offset), offset};
}

WallTime Zone::first(LocalMinute minute) const {
  const auto since = std::chrono::seconds(minute.time_since_epoch());
  if (zone_ == nullptr) {
    return WallTime(since);
  }
  const date::local_info info = zone_->get_info(to_date(minute));
  if (info.result == date::local_info::nonexistent) {
    // Before 1900 or so clocks changed at odd seconds: a run still begins at a whole minute.
    return std::chrono::ceil<std::chrono::minutes>(to_wall(info.first.end));
  }
  return WallTime(since - info.first.offset);
}

bool Zone::skips(LocalMinute minute) const {
  return zone_ != nullptr &&
         zone_->get_info(to_date(minute)).result == date::local_info::nonexistent;
}

std::vector<ClockChange> Zone::changes(WallTime from, WallTime to) const {
  std::vector<ClockChange> changes;
  if (zone_ == nullptr) {
    return changes;
  }
  // In seconds: what never ends lies far beyond what nanoseconds can say.
  const date::sys_seconds last = to_date(to);
  date::sys_info before = zone_->get_info(to_date(from));
  while (before.end <= last) {
    const date::sys_info after = zone_->get_info(before.end);
    if (after.offset != before.offset) {
      changes.push_back({to_wall(before.end), after.offset - before.offset});
    }
    before = after;
  }
  return changes;
}

std::string zone_hint(std::string_view typed) {
  const date::tzdb* zones = database();
  if (zones == nullptr || zones->zones.empty()) {
    return "; this system has no time zones: install its package tzdata";
  }
  std::vector<std::string_view> names{"UTC"};
  const std::string wanted = small(typed.substr(0, longest_zone));
  if (wanted == "utc") {  // before Etc/UTC, which ends alike
    return "; did you mean \"UTC\"?";
  }
  for (const date::time_zone& zone : zones->zones) {
    const std::string name = small(zone.name());
    const std::string city = name.substr(name.rfind('/') + 1);
    if (wanted == name || (wanted == city && name != city)) {
      return "; did you mean \"" + zone.name() + "\"?";
    }
    names.push_back(zone.name());
  }
  const std::string hint = typed.size() > longest_zone ? "" : did_you_mean(typed, names);
  return hint.empty() ? "; write an IANA name such as Europe/Berlin, or UTC" : hint;
}

}  // namespace gameday::schedule
