#pragma once
// Tables of the page: groups of rows under one head. On a phone a row is a card, whose tiles carry
// the column's name.

#include <string>
#include <vector>

#include "report/table.hpp"

namespace gameday::report::html {

struct Cell {
  std::string markup;
  const char* css = "";
};

struct Line {
  std::vector<Cell> cells;  // the first one is the row's head
  const char* css = "";     // fail, doubt
  std::string id;
};

struct Group {
  std::string title;  // text; empty: none
  std::vector<Line> lines;
};

struct Sheet {
  const char* css = "tiles";  // how it looks on a phone
  Row head;                   // text
  std::size_t numbers = 0;    // the columns from here on are numbers
  std::vector<Group> groups;
};

/// No line: nothing.
std::string table(const Sheet& sheet);

/// Tables of equal heads as the groups of one; those without rows are left out.
struct Titled {
  std::string title;
  Table table;
};
std::string table(const std::vector<Titled>& tables, const char* css = "tiles");

}  // namespace gameday::report::html
