#include "tidy/tables.hpp"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace gameday::tidy {
namespace {

std::string trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

// Rows without comments and empty lines; those that begin with blanks go on the row before.
std::vector<std::string> rows_of(std::string_view text) {
  std::vector<std::string> rows;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (trim(line).empty() || trim(line).starts_with('#')) {
      continue;
    }
    if (line.front() == ' ' && !rows.empty()) {
      rows.back() += line;
    } else {
      rows.push_back(line);
    }
  }
  return rows;
}

struct Row {
  std::string kind;
  std::string name;
  std::vector<std::string> cells;
};

Row split(const std::string& text, std::size_t cells) {
  Row row;
  std::istringstream columns(text);
  std::string head;
  std::getline(columns, head, '|');
  const auto blank = head.find(' ');
  row.kind = head.substr(0, blank);
  row.name = blank == std::string::npos ? "" : trim(head.substr(blank));
  for (std::string cell; std::getline(columns, cell, '|');) {
    row.cells.push_back(trim(cell));
  }
  if (row.name.empty() || row.cells.size() != cells) {
    throw std::runtime_error("this row needs a name and " + std::to_string(cells) +
                             " columns behind it: " + text);
  }
  return row;
}

Words words(const std::string& cell) {
  Words found;
  std::istringstream stream(cell);
  for (std::string word; stream >> word;) {
    if (word != "-") {
      found.push_back(word);
    }
  }
  return found;
}

Room make_room(const Row& row) {
  Room room;
  room.name = row.name;
  for (const auto& word : words(row.cells[0])) {
    (word.find('/') == std::string::npos ? room.rooms : room.patterns).push_back(word);
  }
  room.parts = words(row.cells[1]);
  room.parts_sources = words(row.cells[2]);
  return room;
}

// Nothing is named that is not above: the picture stays free of cycles.
void check_room(const Rooms& table, const Room& room) {
  for (const auto& name : room.rooms) {
    if (table.find(name) == nullptr) {
      throw std::runtime_error("room " + room.name + " uses " + name + ", which is not above it");
    }
  }
  for (const auto* parts : {&room.parts, &room.parts_sources}) {
    for (const auto& part : *parts) {
      if (!table.parts.contains(part)) {
        throw std::runtime_error("room " + room.name + " names " + part + ", which has no row");
      }
    }
  }
}

}  // namespace

const Room* Rooms::find(std::string_view name) const {
  const auto found =
      std::find_if(rooms.begin(), rooms.end(), [&](const Room& room) { return room.name == name; });
  return found == rooms.end() ? nullptr : &*found;
}

Rooms parse_rooms(std::string_view text) {
  Rooms table;
  for (const auto& line : rows_of(text)) {
    if (line.starts_with("part ")) {
      const auto row = split(line, 2);
      table.parts[row.name] = words(row.cells[1]);
      continue;
    }
    const auto row = split(line, 3);
    auto room = make_room(row);
    check_room(table, room);
    if (row.kind == "room") {
      table.rooms.push_back(std::move(room));
    } else if (row.kind == "app") {
      table.app = std::move(room);
    } else {
      throw std::runtime_error("not a part, room or app: " + line);
    }
  }
  return table;
}

Rules parse_rules(std::string_view text) {
  Rules rules;
  for (const auto& line : rows_of(text)) {
    if (line.starts_with("ban ")) {
      const auto row = split(line, 2);
      rules.bans.push_back({row.name, words(row.cells[0]), row.cells[1]});
    } else if (line.starts_with("limit ") || line.starts_with("note ")) {
      const auto row = split(line, 2);
      rules.limits.push_back(
          {row.name, std::stoul(row.cells[0]), words(row.cells[1]), row.kind == "note"});
    } else if (line.starts_with("trivial ")) {
      rules.trivial.push_back(split(line, 1).name);
    } else if (line.starts_with("unused ")) {
      rules.unused.push_back(split(line, 1).name);
    } else {
      throw std::runtime_error("not a ban, limit, note, trivial or unused: " + line);
    }
  }
  return rules;
}

bool glob(std::string_view pattern, std::string_view text) {
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  std::size_t at = 0;
  std::size_t in = 0;
  while (in < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      resume = in;
    } else if (at < pattern.size() && pattern[at] == text[in]) {
      ++at;
      ++in;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in = ++resume;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

bool any_glob(const Words& patterns, std::string_view text) {
  return std::any_of(patterns.begin(), patterns.end(),
                     [&](const std::string& pattern) { return glob(pattern, text); });
}

}  // namespace gameday::tidy
