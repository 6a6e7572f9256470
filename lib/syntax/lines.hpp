#pragma once
// From byte offsets, and from yaml-cpp's marks (0-based line, column in bytes), to places that
// people and editors count in: 1-based, columns in characters.

#include <cstddef>
#include <string_view>
#include <vector>

#include "base/place.hpp"

namespace gameday::syntax {

class Lines {
 public:
  /// `text` must outlive this.
  explicit Lines(std::string_view text);

  Place at_offset(std::size_t offset, std::size_t characters = 1) const;
  Place at_mark(std::size_t line, std::size_t column, std::size_t characters = 1) const;
  /// Without its end; empty when there is no such line. 0-based.
  std::string_view line(std::size_t index) const;
  /// The text from there to its end.
  std::string_view from_mark(std::size_t line, std::size_t column) const;

 private:
  std::string_view text_;
  std::vector<std::size_t> starts_;
};

}  // namespace gameday::syntax
