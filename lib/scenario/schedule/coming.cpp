#include "scenario/schedule/coming.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "base/one_line.hpp"

namespace gameday::schedule {
namespace {

constexpr std::size_t longest_file = 200;  // shown of a path

std::string clock_words(LocalMinute minute) {
  const auto day = std::chrono::floor<std::chrono::days>(minute);
  const auto of_day = (minute - day).count();
  return fmt::format("{:02}:{:02}", of_day / 60, of_day % 60);
}

/// `2026-12-01T10:00:00+11:00` out of `Tue 2026-12-01 10:00 +11:00`
std::string iso(const std::string& words) {
  return words.substr(4, 10) + 'T' + words.substr(15, 5) + ":00" + words.substr(21);
}

std::string remark(const Coming& one) {
  std::string text;
  if (one.firing.skipped) {
    text = fmt::format("{} does not exist that day: clocks are put forward",
                       clock_words(one.firing.asked));
  }
  if (!one.obstacle.empty()) {
    text += (text.empty() ? "" : "; ") + ("would be skipped: " + one.obstacle);
  }
  return text;
}

}  // namespace

std::string coming_text(const std::vector<Coming>& list, const Zones& zones) {
  if (list.empty()) {
    return "nothing is scheduled: write schedule: {cron: \"0 10 * * TUE#1\"} into a scenario\n";
  }
  std::size_t widest = 0;
  for (const Coming& one : list) {
    widest = std::max(widest, zones.at(one.file).name().size());
  }
  std::string text;
  for (const Coming& one : list) {
    const Zone& zone = zones.at(one.file);
    std::string line =
        fmt::format("{}  {:<{}}", local_words(zone, one.firing.at), zone.name(), widest);
    if (zones.size() > 1) {
      line += "  " + one_line(one.file, longest_file);
    }
    const std::string why = remark(one);
    line += why.empty() ? "" : "  " + why;
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + '\n';
  }
  return text;
}

std::string coming_json(const std::vector<Coming>& list, const Zones& zones) {
  std::string out;
  JsonWriter json(out);
  json.object().key("gameday").number(1).key("firings").array();
  for (const Coming& one : list) {
    const Zone& zone = zones.at(one.file);
    const std::string local = iso(local_words(zone, one.firing.at));
    json.object().key("file").text(one.file).key("time_zone").text(zone.name());
    json.key("local").text(local).key("utc_offset").text(local.substr(19));
    json.key("utc").text(utc_text(one.firing.at));
    json.key("asked").text(clock_words(one.firing.asked));
    json.key("moved").boolean(one.firing.skipped);
    json.key("skip");
    if (one.obstacle.empty()) {
      json.null();
    } else {
      json.text(one.obstacle);
    }
    json.end();
  }
  json.end().end();
  return out + '\n';
}

}  // namespace gameday::schedule
