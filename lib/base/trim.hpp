#pragma once
// Text without the blanks around it.

#include <string_view>

namespace gameday {

/// Blanks and tabs, which is also what HTTP calls optional white space (RFC 9110, 5.6.3).
constexpr std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == text.npos ? std::string_view{}
                            : text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace gameday
