#pragma once
// A table as plain text, for every format that lays one out.

#include <cstddef>
#include <string>
#include <vector>

namespace gameday::report {

using Row = std::vector<std::string>;

struct Table {
  Row head;
  std::vector<Row> rows;    // none: there is nothing to tell
  std::size_t numbers = 0;  // the columns from here on are numbers
};

}  // namespace gameday::report
