#include <algorithm>

#include "tidy/rules.hpp"

namespace gameday::tidy {
namespace {

bool contains(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_standard(std::string_view name) {
  return name.find_first_of("/.") == std::string_view::npos;
}

// "lib/rt/clock.hpp" -> "rt"; "apps/gameday/main.cpp" -> "gameday".
std::string_view folder_of(std::string_view path) {
  const auto first = path.find('/');
  return path.substr(first + 1, path.find('/', first + 1) - first - 1);
}

void check_room(const Source& source, const Room& room, const Include& include, Findings& out) {
  const auto slash = include.name.find('/');
  const auto target = include.name.substr(0, slash);
  if (slash == std::string::npos) {
    if (source.path.starts_with("lib/")) {
      out.push_back({source.path, include.line, "include", "\"" + include.name + "\" has no room",
                     "say it from lib/ on, as in \"base/time.hpp\""});
    }
  } else if (target != room.name && !contains(room.rooms, target) &&
             !any_glob(room.patterns, include.name)) {
    out.push_back({source.path, include.line, "include",
                   room.name + " may not use " + target + " (" + include.name + ")",
                   "declare a small interface here and receive it, or move the code; the picture "
                   "is tests/tidy/rooms.txt"});
  }
}

void check_part(const Source& source, const Rooms& rooms, const Room& room, const Include& include,
                Findings& out) {
  bool known = false;
  for (const auto& [part, prefixes] : rooms.parts) {
    const auto begins = [&](const auto& prefix) { return include.name.starts_with(prefix); };
    if (!std::any_of(prefixes.begin(), prefixes.end(), begins)) {
      continue;
    }
    known = true;
    if (contains(room.parts, part) || (!source.is_header() && contains(room.parts_sources, part))) {
      return;
    }
  }
  const std::string where = source.is_header() ? "headers" : "sources";
  out.push_back({source.path, include.line, "include",
                 "<" + include.name + "> is not for " + where + " of " + room.name,
                 known ? "hide it behind this room's own types, or use the room that owns it; "
                         "the table is tests/tidy/rooms.txt"
                       : "no part in tests/tidy/rooms.txt has it (C headers: say <cstdint>)"});
}

}  // namespace

void check_includes(const Source& source, const Rooms& rooms, Findings& out) {
  const bool app = source.path.starts_with("apps/");
  if (!app && !source.path.starts_with("lib/")) {
    return;
  }
  const Room* room = app ? &rooms.app : rooms.find(folder_of(source.path));
  if (room == nullptr) {
    return;  // check_dead says so
  }
  for (const auto& include : includes_of(source)) {
    if (include.quoted) {
      check_room(source, *room, include, out);
    } else if (!is_standard(include.name)) {
      check_part(source, rooms, *room, include, out);
    }
  }
}

}  // namespace gameday::tidy
