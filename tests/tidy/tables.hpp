#pragma once
// The two tables the checker obeys: rooms.txt (who may use what) and rules.txt (bans and limits).
// Their heads explain the rows.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::tidy {

using Words = std::vector<std::string>;

struct Room {
  std::string name;
  Words rooms;          // may be used
  Words patterns;       // single files of any room
  Words parts;          // third party in headers and sources
  Words parts_sources;  // third party in sources besides
};

struct Rooms {
  std::map<std::string, Words> parts;  // name -> what its includes begin with
  std::vector<Room> rooms;             // in order, each uses only those before it
  Room app;

  const Room* find(std::string_view name) const;
};

struct Ban {
  std::string pattern;
  Words allowed;  // `glob`, or `word@glob` where only that word is fine
  std::string reason;
};

struct Limit {
  std::string kind;  // line, function, lines, bytes
  std::size_t most = 0;
  Words where;
  bool note = false;
};

struct Rules {
  std::vector<Ban> bans;
  std::vector<Limit> limits;
  Words trivial;  // types whose braced temporaries own nothing
  Words unused;   // headers nobody includes yet, with leave
};

/// Both throw std::runtime_error with the row when they cannot read one.
Rooms parse_rooms(std::string_view text);
Rules parse_rules(std::string_view text);

/// `*` stands for anything, slashes too.
bool glob(std::string_view pattern, std::string_view text);
bool any_glob(const Words& patterns, std::string_view text);

}  // namespace gameday::tidy
