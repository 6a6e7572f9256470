#include "record/capped.hpp"

#include <algorithm>

#include "base/utf8.hpp"

namespace gameday::record {

std::string capped(std::string_view text) {
  constexpr std::string_view more = "…";
  if (text.size() <= peer_text_most) {
    return std::string(text);
  }
  std::size_t end = 0;
  for (std::size_t next = 0; next <= peer_text_most - more.size();) {
    end = next;
    next += std::max<std::size_t>(utf8_sequence(text.substr(next)), 1);
  }
  return std::string(text.substr(0, end)).append(more);
}

}  // namespace gameday::record
