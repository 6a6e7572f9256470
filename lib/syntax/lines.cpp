#include "syntax/lines.hpp"

#include <algorithm>
#include <cstdint>

#include "base/utf8.hpp"

namespace gameday::syntax {

Lines::Lines(std::string_view text) : text_(text), starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at)) {
    starts_.push_back(++at);
  }
}

Place Lines::at_offset(std::size_t offset, std::size_t characters) const {
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto line = static_cast<std::size_t>(next - starts_.begin()) - 1;
  return at_mark(line, offset - starts_[line], characters);
}

Place Lines::at_mark(std::size_t line, std::size_t column, std::size_t characters) const {
  const std::size_t index = std::min(line, starts_.size() - 1);
  const std::string_view before = this->line(index).substr(0, column);
  const auto small = [](std::size_t number) { return static_cast<std::uint32_t>(number); };
  return {small(index + 1), small(utf8_length(before) + 1),
          small(std::max<std::size_t>(1, characters))};
}

std::string_view Lines::line(std::size_t index) const {
  if (index >= starts_.size()) {
    return {};
  }
  const std::size_t start = starts_[index];
  const std::size_t end = index + 1 < starts_.size() ? starts_[index + 1] - 1 : text_.size();
  std::string_view found = text_.substr(start, end - start);
  if (found.ends_with('\r')) {
    found.remove_suffix(1);
  }
  return found;
}

std::string_view Lines::from_mark(std::size_t line, std::size_t column) const {
  const std::size_t start = starts_[std::min(line, starts_.size() - 1)];
  return text_.substr(std::min(start + column, text_.size()));
}

}  // namespace gameday::syntax
