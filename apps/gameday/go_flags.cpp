#include "go_flags.hpp"

#include <cctype>

namespace gameday::app {

std::vector<std::string> with_two_dashes(std::vector<std::string> arguments) {
  for (std::string& argument : arguments) {
    if (argument == "--") {
      break;
    }
    const bool one_dash = argument.size() > 2 && argument[0] == '-' && argument[1] != '-';
    const bool word = one_dash && std::isalpha(static_cast<unsigned char>(argument[1])) != 0;
    const bool short_with_value = one_dash && argument[2] == '=';
    if (word && !short_with_value) {
      argument.insert(0, 1, '-');
    }
  }
  return arguments;
}

}  // namespace gameday::app
