#include <algorithm>
#include <array>
#include <set>

#include "tidy/rules.hpp"

namespace gameday::tidy {
namespace {

void unused_headers(const Tree& tree, const Rules& rules, Findings& out) {
  std::set<std::string> included;
  for (const auto& source : tree.sources) {
    for (const auto& include : includes_of(source)) {
      if (include.quoted && source.path != "lib/" + include.name) {
        included.insert("lib/" + include.name);
      }
    }
  }
  for (const auto& source : tree.sources) {
    if (source.path.starts_with("lib/") && source.is_header() && !included.contains(source.path)) {
      out.push_back({source.path, 1, "dead", "no file includes this header", "use it or delete it",
                     any_glob(rules.unused, source.path)});
    }
  }
}

// CMake builds lib/<room>/..., tests/<kind>/<folder>/... and the few folders below.
bool is_built(std::string_view path, const Rooms& rooms) {
  constexpr std::array<std::string_view, 6> kinds = {"unit", "property",    "conformance",
                                                     "sim",  "integration", "fuzz"};
  constexpr std::array<std::string_view, 4> others = {"apps/gameday/*", "tests/bench/*",
                                                      "tests/support/*", "tests/tidy/*"};
  const auto in_room = [&](const Room& room) { return path.starts_with("lib/" + room.name + "/"); };
  const auto in_kind = [&](std::string_view kind) {
    return glob("tests/" + std::string(kind) + "/*/*", path);
  };
  return std::any_of(rooms.rooms.begin(), rooms.rooms.end(), in_room) ||
         std::any_of(kinds.begin(), kinds.end(), in_kind) ||
         std::any_of(others.begin(), others.end(),
                     [&](std::string_view other) { return glob(other, path); });
}

void strange_places(const Tree& tree, const Rooms& rooms, Findings& out) {
  for (const auto& name : tree.rooms) {
    if (rooms.find(name) == nullptr) {
      out.push_back({"lib/" + name, 1, "dead", "this folder is not a room of tests/tidy/rooms.txt",
                     "give it a row or move its files"});
    }
  }
  for (const auto& source : tree.sources) {
    if (!is_built(source.path, rooms)) {
      out.push_back({source.path, 1, "dead", "no target builds files here",
                     "move it into lib/<room>/ or tests/<kind>/<room>/"});
    }
  }
}

// docs/architecture.md names each room that exists as `lib/<room>`, and no other.
void architecture(const Tree& tree, Findings& out) {
  constexpr std::string_view path = "docs/architecture.md";
  constexpr std::string_view open = "`lib/";
  std::set<std::string> named;
  for (auto at = tree.architecture.find(open); at != std::string::npos;
       at = tree.architecture.find(open, at + 1)) {
    const auto begin = at + open.size();
    const auto end = tree.architecture.find_first_of("`/ \n", begin);
    const auto name = tree.architecture.substr(begin, end - begin);
    const auto line = std::count(tree.architecture.begin(),
                                 tree.architecture.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    if (!name.empty() &&
        std::find(tree.rooms.begin(), tree.rooms.end(), name) == tree.rooms.end()) {
      out.push_back({std::string(path), static_cast<std::size_t>(line) + 1, "dead",
                     "there is no lib/" + name, "name only rooms that exist"});
    }
    named.insert(name);
  }
  for (const auto& room : tree.rooms) {
    if (!tree.architecture.empty() && !named.contains(room)) {
      out.push_back({std::string(path), 1, "dead", "lib/" + room + " is not in it",
                     "say in one line what the room is for, as `lib/" + room + "`"});
    }
  }
}

}  // namespace

void check_dead(const Tree& tree, const Rooms& rooms, const Rules& rules, Findings& out) {
  unused_headers(tree, rules, out);
  strange_places(tree, rooms, out);
  architecture(tree, out);
}

}  // namespace gameday::tidy
