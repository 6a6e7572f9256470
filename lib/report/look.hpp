#pragma once
// How a terminal wants it.

#include <algorithm>
#include <cstddef>

namespace gameday::report {

struct Look {
  std::size_t columns = 100;  // below 80 the table is one block an arm
  bool colour = false;        // never the only carrier of meaning
  bool utf8 = true;           // else ASCII marks: ok FAIL ? -

  /// What is used of them: over 100 a line is hard to read, under 40 nothing can be laid out.
  std::size_t used() const { return std::clamp<std::size_t>(columns, 40, 100); }
};

}  // namespace gameday::report
