#pragma once
// One run from file to exit code.

#include <string>

#include "scenario_flags.hpp"

namespace gameday::app {

struct RunOptions {
  ScenarioFlags scenario;
  bool simulate = false;
  bool scheduled = false;  // obey `schedule:` of the file
  std::string out;
  bool json = false;
  std::string annotate = "none";  // where a build shows it: annotate.hpp
  bool preflight = true;
  std::string confirm;  // the title, where safety.confirm asks for it
};

int run(const RunOptions& options);

}  // namespace gameday::app
