// timing and experiments.
#include <set>

#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

/// What stands on top and holds for every experiment.
struct Common {
  scenario::Timing timing;
  bool keep_state = false;
  std::vector<scenario::Promise> promises;
  std::vector<scenario::Promise> recovery_promises;
};

Common read_common(MapReader& top, Reading& reading, const GameDay& day) {
  Common common;
  read_timing(top, common.timing);
  common.keep_state = top.boolean("keep_state").value_or(false);
  read_expectations(top, "expect", reading, day, common.promises);
  read_expectations(top, "expect_recovery", reading, day, common.recovery_promises);
  return common;
}

void read_keep_state(MapReader& map, std::size_t index, bool by_default,
                     scenario::Experiment& experiment) {
  const auto keep = map.boolean("keep_state");
  if (keep.value_or(false) && index == 0) {
    map.error("keep_state", "the first experiment has no state to keep; take it out");
  }
  experiment.keep_state = index > 0 && keep.value_or(by_default);
}

void add_common(scenario::Experiment& experiment, const Common& common) {
  experiment.promises.insert(experiment.promises.end(), common.promises.begin(),
                             common.promises.end());
  experiment.recovery_promises.insert(experiment.recovery_promises.end(),
                                      common.recovery_promises.begin(),
                                      common.recovery_promises.end());
}

scenario::Experiment read_experiment(const Value& item, std::size_t index, Reading& reading,
                                     const GameDay& day, const Common& common) {
  scenario::Experiment experiment;
  experiment.timing = common.timing;
  MapReader map(item, fmt::format("experiments[{}]", index), "an experiment", reading.problems);
  if (!map.is_map()) {
    return experiment;
  }
  map.require("name", "name: what goes wrong in it");
  if (const auto name = map.text("name")) {
    experiment.name = *name;
    check_name(*name, "an experiment", map.place_of_value("name"), map.path_of("name"),
               reading.problems);
  }
  read_timing(map, experiment.timing);
  read_injections(map, reading, day, experiment);
  read_actions(map, reading, day, experiment);
  read_keep_state(map, index, common.keep_state, experiment);
  read_expectations(map, "expect", reading, day, experiment.promises);
  read_expectations(map, "expect_recovery", reading, day, experiment.recovery_promises);
  add_common(experiment, common);
  for (const char* for_all : {"abort_if", "labels", "safety"}) {
    if (map.take(for_all) != nullptr) {
      map.error(for_all, "stands on top of the file, for all experiments; move it there");
    }
  }
  map.finish();
  return experiment;
}

// As the plan rounds it: so many requests are due in a window.
std::uint64_t requests_in(PerSecond rate, Duration window) {
  __extension__ using Wide = unsigned __int128;
  constexpr Wide unit = Wide{1'000'000} * 1'000'000'000;  // millionths times nanoseconds
  return static_cast<std::uint64_t>(
      (Wide{rate.micro} * static_cast<std::uint64_t>(window.count()) + unit / 2) / unit);
}

void check_sum(const MapReader& top, Reading& reading, const scenario::Scenario& scenario) {
  std::uint64_t sum = 0;
  for (const scenario::Experiment& experiment : scenario.experiments) {
    for (const Duration window :
         {experiment.timing.baseline, experiment.timing.fault, experiment.timing.recovery}) {
      sum += requests_in(scenario.load.rate, window);
    }
  }
  if (sum > most_requests) {
    reading.problems.error(top.place_of("load"), "load.rate",
                           fmt::format("{} requests would go to each arm over all experiments; at "
                                       "most {} are allowed: lower the rate or shorten the timing",
                                       sum, most_requests));
  } else if (sum == 0) {
    reading.problems.error(top.place_of("load"), "load.rate",
                           "no request is due in any window; raise the rate");
  }
}

}  // namespace

void read_timing(MapReader& parent, scenario::Timing& timing) {
  const Value* found = parent.take("timing");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, parent.path_of("timing"), "timing", parent.problems());
  if (!map.is_map()) {
    return;
  }
  timing.baseline = duration_of(map, "baseline", 0s).value_or(timing.baseline);
  timing.fault = duration_of(map, "fault", 1ms).value_or(timing.fault);
  timing.recovery = duration_of(map, "recovery", 0s).value_or(timing.recovery);
  map.finish();
}

void read_experiments(MapReader& top, Reading& reading, GameDay& day) {
  const Common common = read_common(top, reading, day);
  const Value* list = list_of(top, "experiments", most_experiments,
                              "experiments: [{name: hard 503s, inject: [{into: openai, respond: "
                              "{status: 503}}]}]");
  if (list == nullptr) {
    return;
  }
  std::set<std::string> names;
  for (const Value& item : list->items) {
    const std::size_t index = day.scenario.experiments.size();
    scenario::Experiment experiment = read_experiment(item, index, reading, day, common);
    if (!experiment.name.empty() && !names.insert(experiment.name).second) {
      reading.problems.error(item.place, fmt::format("experiments[{}].name", index),
                             fmt::format("a second experiment is called \"{}\"; give it a name of "
                                         "its own",
                                         experiment.name));
    }
    day.scenario.experiments.push_back(std::move(experiment));
  }
  check_sum(top, reading, day.scenario);
}

}  // namespace gameday::config
