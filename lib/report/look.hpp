#pragma once
// How a terminal wants it.

#include <cstddef>

namespace gameday::report {

struct Look {
  std::size_t columns = 100;  // more are not used; below 80 the table is one block an arm
  bool colour = false;        // never the only carrier of meaning
  bool utf8 = true;           // else ASCII marks: ok FAIL ? -
};

}  // namespace gameday::report
