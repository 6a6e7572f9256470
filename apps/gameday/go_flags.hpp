#pragma once
// Command lines as Go's flag package reads them: `-host=0.0.0.0`, `-port 8474`. Scripts and
// containers that start Toxiproxy are written so; CLI11 would read `-host` as four short flags.

#include <string>
#include <vector>

namespace gameday::app {

/// Every `-word` of two letters or more becomes `--word`. What does not begin with one dash, and
/// negative numbers, stay as they are; `--` ends it.
std::vector<std::string> with_two_dashes(std::vector<std::string> arguments);

}  // namespace gameday::app
