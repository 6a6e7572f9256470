#pragma once
// What every part of a rig is built from. It only points: all of it outlives the rig.

#include "record/sink.hpp"
#include "rig/options.hpp"
#include "scenario/plan.hpp"

namespace gameday::rig {

class Allowances;

struct Script {
  const scenario::Scenario& scenario;
  const scenario::Plan& plan;
  const Options& options;
  record::Sink& sink;
  Allowances* allowances = nullptr;  // of real providers; none: without limits
};

}  // namespace gameday::rig
