// schedule: when a game day takes place, and when it must not.
#include <fmt/format.h>

#include "base/one_line.hpp"
#include "config/dates.hpp"
#include "config/reading.hpp"
#include "config/scenario_parts.hpp"
#include "scenario/schedule/firings.hpp"
#include "scenario/schedule/obstacle.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_windows = 64;
constexpr std::size_t most_freezes = 128;
constexpr std::size_t longest_why = 200;
// Kubernetes looks every 10 s: a CronJob with less may never start.
constexpr Duration least_deadline = 10s;

void read_cron(MapReader& map, schedule::Options& schedule) {
  const auto text = map.text("cron");
  if (!text) {
    return;
  }
  auto cron = schedule::parse_cron(*text);
  if (!cron) {
    map.error("cron", std::move(cron.problem));
    return;
  }
  schedule.cron = std::move(cron.value);
  schedule.cron_place = map.place_of_value("cron");
}

void read_zone(MapReader& map, schedule::Options& schedule) {
  const auto name = map.text("time_zone");
  if (!name) {
    const char* dated = map.has("windows") ? "windows" : "freeze";
    if (!map.has("time_zone") && map.has(dated)) {
      map.problems().warning(map.place_of(dated), map.path_of(dated),
                             "no time_zone is given, so these are hours and days of UTC; write "
                             "time_zone: Europe/Berlin, or time_zone: UTC to say so");
    }
    return;
  }
  const auto zone = schedule::Zone::find(*name);
  if (!zone) {
    map.error("time_zone", fmt::format("there is no time zone \"{}\"{}",
                                       name->substr(0, longest_name), schedule::zone_hint(*name)));
    return;
  }
  schedule.zone = *zone;
}

std::optional<std::chrono::minutes> read_clock(MapReader& map, std::string_view key) {
  map.require(key, fmt::format("{}: \"09:30\"", key));
  const auto text = map.text(key);
  if (!text) {
    return std::nullopt;
  }
  const auto minute = parse_clock(*text);
  if (!minute) {
    map.error(key, minute.problem);
  }
  return minute.value;
}

schedule::Window read_window(const Value& item, const std::string& path, Problems& problems) {
  schedule::Window window;
  MapReader map(item, path, "a window", problems);
  if (!map.is_map()) {
    return window;
  }
  if (const auto words = map.text("days")) {
    const auto days = schedule::parse_weekdays(*words);
    if (!days) {
      map.error("days", days.problem);
    }
    window.days = days.value.value_or(window.days);
  }
  const auto from = read_clock(map, "from");
  const auto to = read_clock(map, "to");
  if (from && to && *from == *to) {
    map.error("to",
              "is the time at which the window begins; write from: \"00:00\", to: \"24:00\" "
              "for a whole day");
  } else if (from && *from == 24h) {
    map.error("from", "a day begins at \"00:00\"");
  } else if (from && to) {
    window.from = *from;
    window.to = *to;
  }
  map.finish();
  return window;
}

std::optional<std::chrono::local_days> read_day(MapReader& map, std::string_view key) {
  const auto text = map.text(key);
  if (!text) {
    return std::nullopt;
  }
  const auto day = parse_day(*text);
  if (!day) {
    map.error(key, day.problem);
  }
  return day.value;
}

schedule::Freeze read_freeze(const Value& item, const std::string& path, Problems& problems) {
  schedule::Freeze freeze;
  MapReader map(item, path, "a freeze", problems);
  if (!map.is_map()) {
    return freeze;
  }
  map.require("from", "from: 2026-12-18");
  const auto from = read_day(map, "from");
  const auto to = read_day(map, "to");
  if (from && to && *to < *from) {
    map.error("to", "is before `from`; both days belong to the freeze");
  }
  freeze.from = from.value_or(freeze.from);
  freeze.to = to.value_or(freeze.from);
  map.require("why", "why: holidays");
  freeze.why = map.text("why").value_or("");
  if (map.has("why")) {
    if (freeze.why.empty() || one_line(freeze.why, longest_why) != freeze.why) {
      map.error("why",
                fmt::format("takes one plain line of at most {} bytes: it is said to whoever "
                            "wonders why nothing ran",
                            longest_why));
    }
  }
  map.finish();
  return freeze;
}

template <class T, class Read>
void read_list(MapReader& map, std::string_view key, std::size_t most, std::string_view example,
               std::vector<T>& into, Read read) {
  if (!map.has(key)) {
    map.take(key);
    return;
  }
  const Value* list = list_of(map, key, most, example);
  if (list == nullptr) {
    return;
  }
  for (const Value& item : list->items) {
    const std::string path = fmt::format("{}[{}]", map.path_of(key), into.size());
    into.push_back(read(item, path, map.problems()));
  }
}

void read_concurrency(MapReader& map, schedule::Options& schedule) {
  if (const auto word = word_of(map, "concurrency", {"forbid", "allow"})) {
    schedule.concurrency = static_cast<schedule::Concurrency>(*word);
  }
}

void check_length(MapReader& map, const scenario::Scenario& scenario,
                  const schedule::Options& schedule) {
  const Duration length = schedule::planned_length(scenario);
  if (map.problems().any_error() || !schedule::fits_no_window(schedule, length)) {
    return;
  }
  map.error("windows",
            fmt::format("the run takes up to {} with its drains, which no window is long "
                        "enough for; shorten the timing or widen a window",
                        to_text(length)));
}

}  // namespace

void read_schedule(MapReader& top, Reading& reading, GameDay& day) {
  const Value* found = top.take("schedule");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, "schedule", "schedule", reading.problems);
  if (!map.is_map()) {
    return;
  }
  if (found->members.empty()) {
    top.error("schedule", "is empty; write schedule: {cron: \"0 10 * * TUE#1\"}");
  }
  schedule::Options schedule;
  read_cron(map, schedule);
  read_zone(map, schedule);
  read_list(map, "windows", most_windows,
            "windows: [{days: MON-THU, from: \"09:30\", to: \"16:00\"}]", schedule.windows,
            read_window);
  read_list(map, "freeze", most_freezes,
            "freeze: [{from: 2026-12-18, to: 2027-01-05, why: holidays}]", schedule.freeze,
            read_freeze);
  schedule.start_deadline =
      duration_of(map, "start_deadline", least_deadline).value_or(schedule.start_deadline);
  read_concurrency(map, schedule);
  read_preflight(map, reading, day);
  map.finish();
  check_length(map, day.scenario, schedule);
  day.scenario.schedule = std::move(schedule);
}

}  // namespace gameday::config
