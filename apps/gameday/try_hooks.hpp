#pragma once
// What `gameday notify` was asked for.

#include <string>

#include "scenario_flags.hpp"

namespace gameday::app {

struct TryHooksOptions {
  ScenarioFlags scenario;
  std::string event = "finished";
  bool show = false;  // print what would be sent, and send nothing
};

/// The exit code: 0 all were told, 1 one failed, or nobody is told of this event.
int try_hooks(const TryHooksOptions& options);

}  // namespace gameday::app
