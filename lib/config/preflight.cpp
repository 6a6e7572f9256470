// schedule.preflight: what must be well before a game day begins.
#include <fmt/format.h>

#include "config/hooks.hpp"
#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_checks = 16;
constexpr std::size_t most_ranges = 8;

using rig::Preflight;
using rig::StatusRange;

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

/// `2xx`, `204`
std::optional<StatusRange> range_of(const std::string& text) {
  if (text.size() != 3 || text[0] < '1' || text[0] > '5') {
    return std::nullopt;
  }
  const int hundreds = 100 * (text[0] - '0');
  if (text.ends_with("xx")) {
    return StatusRange{hundreds, hundreds + 99};
  }
  if (!is_digit(text[1]) || !is_digit(text[2])) {
    return std::nullopt;
  }
  const int status = hundreds + 10 * (text[1] - '0') + (text[2] - '0');
  return StatusRange{status, status};
}

void read_expect(MapReader& map, Preflight& check) {
  const Value* const value = map.take("expect");
  if (value == nullptr) {
    return;
  }
  if (check.kind == Preflight::Kind::command) {
    map.error("expect", "is for http; a command is well when it exits 0");
    return;
  }
  const bool list = value->kind == Value::Kind::list;
  if (list && (value->items.empty() || value->items.size() > most_ranges)) {
    map.error("expect", fmt::format("takes 1 to {} statuses; write 2xx", most_ranges));
    return;
  }
  check.expect.clear();
  for (const std::string& text : map.texts("expect")) {
    if (const auto range = range_of(text)) {
      check.expect.push_back(*range);
    } else {
      map.error("expect", fmt::format("\"{}\" is no status, which go from 100 to 599; write 2xx, "
                                      "204 or [200, 3xx]",
                                      text.substr(0, longest_name)));
    }
  }
}

Preflight read_check(const Value& item, const std::string& path, Reading& reading) {
  Preflight check;
  check.name = path;
  MapReader map(item, path, "a preflight", reading.problems);
  if (!map.is_map()) {
    return check;
  }
  if (map.has("http") == map.has("command")) {
    map.problems().error(map.place(), path,
                         "a preflight is one of http: URL and command: [./ready.sh]");
  }
  if (map.has("command")) {
    check.kind = Preflight::Kind::command;
    check.command = read_command(map, "command", reading);
  } else {
    check.url = read_url(map, "http");
  }
  read_expect(map, check);
  check.timeout = duration_of(map, "timeout", 100ms).value_or(check.timeout);
  map.take("http");
  map.take("command");
  map.finish();
  return check;
}

}  // namespace

void read_preflight(MapReader& schedule, Reading& reading, GameDay& day) {
  if (!schedule.has("preflight")) {
    schedule.take("preflight");
    return;
  }
  const Value* list = list_of(schedule, "preflight", most_checks,
                              "preflight: [{http: \"https://status.internal/ok\"}]");
  if (list == nullptr) {
    return;
  }
  for (const Value& item : list->items) {
    const std::string path =
        fmt::format("{}[{}]", schedule.path_of("preflight"), day.rig.preflight.size());
    day.rig.preflight.push_back(read_check(item, path, reading));
  }
}

}  // namespace gameday::config
