#pragma once
// Numbers as Go's %v prints them, for scripts that read the output of its programs.

#include <string>

namespace gameday::app {

/// The shortest text that gives the number again: `100`, `0.5`; from a million on `1e+06`.
std::string as_go_prints(double value);

}  // namespace gameday::app
