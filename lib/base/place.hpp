#pragma once
// Where something stands in a text file: 1-based line and column, 0 = not known.

#include <cstdint>

namespace gameday {

struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 1;  // of the marked text, in characters, for the carets below it
  auto operator<=>(const Place&) const = default;
};

}  // namespace gameday
