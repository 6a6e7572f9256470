#include "quote.hpp"

namespace gameday::app {

std::string shell_quoted(std::string_view argument) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!argument.empty() && argument.find_first_not_of(plain) == argument.npos) {
    return std::string(argument);
  }
  std::string quoted = "'";
  for (const char letter : argument) {
    quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
  }
  return quoted + '\'';
}

}  // namespace gameday::app
