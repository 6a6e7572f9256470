#include "scenario/schedule/firings.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace gameday::schedule {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;

// A day before: a firing of yesterday's local day may be moved behind midnight.
std::chrono::local_days day_before(const Zone& zone, WallTime at) {
  return std::chrono::floor<days>(zone.local(at).shown) - days(1);
}

std::string offset_words(seconds offset) {
  const auto whole = std::chrono::duration_cast<minutes>(std::chrono::abs(offset)).count();
  return fmt::format("{}{:02}:{:02}", offset < seconds(0) ? '-' : '+', whole / 60, whole % 60);
}

}  // namespace

Firings::Firings(const Cron& cron, const Zone& zone, WallTime from)
    : cron_(cron),
      zone_(zone),
      from_(from),
      day_(day_before(zone, from)),
      last_day_(day_ + longest_search) {}

std::optional<Firing> Firings::next_of_day() {
  while (minute_ < days(1)) {
    const auto hour = static_cast<unsigned>(minute_ / 1h);
    const auto of_hour = static_cast<unsigned>((minute_ % 1h).count());
    if ((cron_.hours >> hour & 1) == 0) {
      minute_ += 1h - minutes(of_hour);
      continue;
    }
    const LocalMinute asked = day_ + minute_;
    minute_ += 1min;
    if ((cron_.minutes >> of_hour & 1) == 0) {
      continue;
    }
    const WallTime at = zone_.first(asked);
    if (at >= from_ && (!before_ || at > *before_)) {
      before_ = at;
      return Firing{at, asked, zone_.skips(asked)};
    }
  }
  return std::nullopt;
}

std::optional<Firing> Firings::next() {
  for (; day_ <= last_day_; day_ += days(1), minute_ = minutes(0)) {
    const std::chrono::year_month_day date{day_};
    if (!fires_on(cron_, date)) {
      continue;
    }
    if (auto firing = next_of_day()) {
      return firing;
    }
  }
  return std::nullopt;
}

std::vector<Firing> next_firings(const Options& options, WallTime from, std::size_t count) {
  std::vector<Firing> list;
  if (!options.cron) {
    return list;
  }
  Firings firings(*options.cron, options.zone, from);
  while (list.size() < count) {
    const auto firing = firings.next();
    if (!firing) {
      break;
    }
    list.push_back(*firing);
  }
  return list;
}

std::optional<Firing> last_firing(const Options& options, WallTime from, WallTime to) {
  if (!options.cron) {
    return std::nullopt;
  }
  std::optional<Firing> last;
  Firings firings(*options.cron, options.zone, from);
  for (auto firing = firings.next(); firing && firing->at <= to; firing = firings.next()) {
    last = firing;
  }
  return last;
}

std::string local_words(const Zone& zone, WallTime at) {
  constexpr std::array<std::string_view, 7> names = {"Sun", "Mon", "Tue", "Wed",
                                                     "Thu", "Fri", "Sat"};
  const LocalTime local = zone.local(at);
  const auto day = std::chrono::floor<days>(local.shown);
  const std::chrono::year_month_day date{day};
  const auto minute = std::chrono::duration_cast<minutes>(local.shown - day).count();
  return fmt::format("{} {}-{:02}-{:02} {:02}:{:02} {}",
                     names.at(std::chrono::weekday(day).c_encoding()), int(date.year()),
                     unsigned(date.month()), unsigned(date.day()), minute / 60, minute % 60,
                     offset_words(local.offset));
}

std::string utc_text(WallTime at) {
  const auto since = std::chrono::floor<seconds>(at.time_since_epoch());
  const std::chrono::sys_seconds time(since);
  const auto day = std::chrono::floor<days>(time);
  const std::chrono::year_month_day date{day};
  const auto second = (time - day).count();
  return fmt::format("{}-{:02}-{:02}T{:02}:{:02}:{:02}Z", int(date.year()), unsigned(date.month()),
                     unsigned(date.day()), second / 3600, second / 60 % 60, second % 60);
}

Parsed<WallTime> parse_utc(std::string_view text) {
  constexpr std::string_view mask = "0000-00-00T00:00:00Z";
  std::array<int, 6> numbers{};  // year, month, day, hour, minute, second
  std::size_t part = 0;
  bool good = text.size() == mask.size();
  for (std::size_t at = 0; good && at < mask.size(); ++at) {
    if (mask[at] == '0') {
      good = text[at] >= '0' && text[at] <= '9';
      numbers.at(part) = numbers.at(part) * 10 + (text[at] - '0');
    } else {
      good = text[at] == mask[at];
      part += at + 1 < mask.size() ? 1 : 0;
    }
  }
  const std::chrono::year_month_day date{std::chrono::year(numbers[0]),
                                         std::chrono::month(static_cast<unsigned>(numbers[1])),
                                         std::chrono::day(static_cast<unsigned>(numbers[2]))};
  good = good && date.ok() && numbers[0] >= 2000 && numbers[0] < 2200 && numbers[3] < 24 &&
         numbers[4] < 60 && numbers[5] < 60;
  if (!good) {
    return {std::nullopt, "takes an instant of UTC, as in 2026-12-08T10:00:00Z"};
  }
  const auto of_day = std::chrono::hours(numbers[3]) + minutes(numbers[4]) + seconds(numbers[5]);
  return {WallTime(std::chrono::sys_days(date).time_since_epoch() + of_day), {}};
}

}  // namespace gameday::schedule
