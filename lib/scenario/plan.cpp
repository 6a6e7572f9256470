#include "scenario/plan.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/digest.hpp"
#include "load/arrivals.hpp"
#include "scenario/canonical.hpp"

namespace gameday::scenario {
namespace {

struct Part {
  record::Window window;
  Duration start;
  Duration length;
};

void add_window(PlannedExperiment& planned, const Scenario& scenario, const Experiment& experiment,
                const Part& part, Seed seed, std::uint32_t& ordinal) {
  const auto times = load::arrival_times(
      scenario.load.arrivals, scenario.load.rate, part.length,
      seed.stream("plan/arrivals", experiment.name, static_cast<std::uint64_t>(part.window)));
  for (const Duration time : times) {
    load::Arrival arrival;
    arrival.ordinal = ordinal;
    arrival.at = part.start + time;
    arrival.window = part.window;
    arrival.kind =
        load::draw_kind(scenario.load.kinds, seed.stream("plan/kind", std::uint64_t{ordinal}));
    planned.arrivals.push_back(arrival);
    ++ordinal;
  }
}

std::vector<Switch> switches_of(const Experiment& experiment, const PlannedExperiment& planned) {
  std::vector<Switch> switches;
  for (std::uint16_t index = 0; index < experiment.faults.size(); ++index) {
    const PlannedFault& fault = experiment.faults[index];
    const Duration on = planned.fault_start + fault.at.value_or(Duration::zero());
    const Duration off = fault.length ? on + *fault.length : planned.fault_end;
    switches.push_back({on, true, index});
    switches.push_back({off, false, index});
  }
  std::sort(switches.begin(), switches.end());
  return switches;
}

PlannedExperiment plan_experiment(const Scenario& scenario, const Experiment& experiment, Seed seed,
                                  std::uint32_t& ordinal) {
  const Timing& timing = experiment.timing;
  PlannedExperiment planned;
  planned.fault_start = timing.baseline;
  planned.fault_end = timing.baseline + timing.fault;
  planned.end = planned.fault_end + timing.recovery;
  const Part parts[] = {
      {record::Window::baseline, Duration::zero(), timing.baseline},
      {record::Window::fault, planned.fault_start, timing.fault},
      {record::Window::recovery, planned.fault_end, timing.recovery},
  };
  for (const Part& part : parts) {
    add_window(planned, scenario, experiment, part, seed, ordinal);
  }
  planned.switches = switches_of(experiment, planned);
  return planned;
}

}  // namespace

const char* to_text(Act act) {
  constexpr std::array words = {"kill", "restart", "pause", "resume"};
  return words.at(static_cast<std::size_t>(act));
}

Plan make_plan(const Scenario& scenario, Seed seed) {
  Plan plan;
  plan.seed = seed;
  std::uint32_t ordinal = 0;
  for (const Experiment& experiment : scenario.experiments) {
    plan.experiments.push_back(plan_experiment(scenario, experiment, seed, ordinal));
  }
  plan.hash = sha256_hex(canonical(scenario, plan));
  std::from_chars(plan.hash.data(), plan.hash.data() + 4, plan.run, 16);
  return plan;
}

}  // namespace gameday::scenario
