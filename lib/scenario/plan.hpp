#pragma once
// What will be sent and broken, when: a pure function of (scenario, seed), with a hash.
//
// Offsets count from the start of their experiment. Ordinals run through the whole scenario, so a
// marker names one request of one experiment. All arms get the same plan; what an arm is made of is
// not part of it.

#include <string>
#include <vector>

#include "base/dice.hpp"
#include "scenario/options.hpp"

namespace gameday::scenario {

/// A fault goes on or off.
struct Switch {
  Duration at{};
  bool on = false;
  std::uint16_t fault = 0;  // index into Experiment::faults
  auto operator<=>(const Switch&) const = default;
};

struct PlannedExperiment {
  std::vector<load::Arrival> arrivals;  // sorted by time
  std::vector<Switch> switches;         // sorted by time; off before on at the same instant
  Duration fault_start{};
  Duration fault_end{};
  Duration end{};
};

struct Plan {
  Seed seed{0};
  std::vector<PlannedExperiment> experiments;
  std::string hash;       // 64 hex digits
  std::uint16_t run = 0;  // its first four: the marker's RRRR
};

Plan make_plan(const Scenario& scenario, Seed seed);

}  // namespace gameday::scenario
