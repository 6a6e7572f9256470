#include "scenario/canonical.hpp"

#include "base/json_writer.hpp"
#include "faults/canonical.hpp"

namespace gameday::scenario {
namespace {

// Whoever changes what stands below raises it, so that an old and a new plan never share a hash.
constexpr int format = 1;

std::int64_t micros(Duration duration) {
  return std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
}

void add_kinds(JsonWriter& json, const load::Options& load) {
  json.key("kinds").array();
  for (const load::RequestKind& kind : load.kinds) {
    json.object().key("prompt").text(kind.prompt).key("system").text(kind.system);
    json.key("model").text(kind.model);
    if (kind.stream) {
      json.key("stream").boolean(true);
    }
    if (kind.max_tokens) {
      json.key("max_tokens").number(*kind.max_tokens);
    }
    json.end();
  }
  json.end();
}

void add_experiment(JsonWriter& json, const Experiment& experiment,
                    const PlannedExperiment& planned) {
  json.object().key("name").text(experiment.name);
  json.key("end_us").number(micros(planned.end));
  json.key("faults").array();
  for (const PlannedFault& fault : experiment.faults) {
    json.object().key("into").array();
    for (const std::uint16_t provider : fault.into) {
      json.number(unsigned{provider});
    }
    json.end();
    faults::add_canonical(json, fault.injection);
    json.end();
  }
  json.end().key("switches").array();
  for (const Switch& change : planned.switches) {
    json.array().number(micros(change.at)).boolean(change.on).number(unsigned{change.fault}).end();
  }
  json.end();
  if (!experiment.actions.empty()) {
    json.key("actions").array();
    for (const Action& action : experiment.actions) {
      json.array().number(micros(planned.fault_start + action.at)).text(to_text(action.act));
      json.number(unsigned{action.arm}).number(unsigned{action.replica}).end();
    }
    json.end();
  }
  json.key("arrivals").array();
  for (const load::Arrival& arrival : planned.arrivals) {
    json.array().number(arrival.ordinal).number(micros(arrival.at));
    json.number(static_cast<int>(arrival.window)).number(unsigned{arrival.kind}).end();
  }
  json.end().end();
}

}  // namespace

std::string canonical(const Scenario& scenario, const Plan& plan) {
  std::string text;
  JsonWriter json(text);
  json.object().key("format").number(format).key("seed").number(plan.seed.value());
  json.key("timeout_us").number(micros(scenario.load.timeout));
  json.key("providers").array();
  for (const std::string& provider : scenario.providers) {
    json.text(provider);
  }
  json.end();
  add_kinds(json, scenario.load);
  json.key("experiments").array();
  for (std::size_t index = 0; index < scenario.experiments.size(); ++index) {
    add_experiment(json, scenario.experiments[index], plan.experiments[index]);
  }
  json.end().end();
  return text;
}

}  // namespace gameday::scenario
