#pragma once
// What `gameday plan` was asked for.

#include "scenario_flags.hpp"

namespace gameday::app {

struct PlanOptions {
  ScenarioFlags scenario;
  bool json = false;
};

/// The exit code.
int plan(const PlanOptions& options);

}  // namespace gameday::app
