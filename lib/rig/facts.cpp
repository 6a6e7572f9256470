#include "rig/facts.hpp"

#include <algorithm>

#include "base/digest.hpp"
#include "faults/clients.hpp"
#include "faults/parse.hpp"

namespace gameday::rig {
namespace {

const char* to_text(ArmOptions::Kind kind) {
  switch (kind) {
    case ArmOptions::Kind::direct:
      return "direct";
    case ArmOptions::Kind::gateway:
      return "gateway";
    case ArmOptions::Kind::url:
      return "url";
  }
  return "";
}

verdict::ArmFacts arm_facts(const scenario::Arm& arm, const ArmOptions& options) {
  verdict::ArmFacts facts;
  facts.name = arm.name;
  facts.kind = to_text(options.kind);
  facts.url = options.url ? to_text(*options.url) : "";
  facts.primary_provider = arm.primary.provider;
  facts.primary_model = arm.primary.model;
  facts.config_file = options.gateway_file;
  facts.config = options.gateway_text;
  facts.replicas = options.replicas;
  return facts;
}

std::vector<llm::Dialect> dialects_of(const scenario::PlannedFault& fault, const Options& options) {
  std::vector<llm::Dialect> dialects;
  for (const std::uint16_t provider : fault.into) {
    if (provider == record::into_clients) {
      continue;
    }
    dialects.push_back(options.providers[provider].dialect);
  }
  return dialects;
}

verdict::ExperimentFacts experiment_facts(const scenario::Experiment& experiment,
                                          const scenario::PlannedExperiment& planned,
                                          const Options& options) {
  verdict::ExperimentFacts facts;
  facts.name = experiment.name;
  facts.baseline = experiment.timing.baseline;
  facts.fault = experiment.timing.fault;
  facts.recovery = experiment.timing.recovery;
  facts.planned = planned.arrivals.size();
  for (const scenario::PlannedFault& fault : experiment.faults) {
    verdict::InjectionFacts injection;
    injection.name = fault.injection.name;
    injection.into = fault.into;
    const bool clients = fault.into == std::vector{record::into_clients};
    injection.words = clients ? faults::describe_client(fault.injection)
                              : faults::describe(fault.injection, dialects_of(fault, options));
    injection.from = fault.at.value_or(Duration::zero());
    injection.length = fault.length.value_or(experiment.timing.fault - injection.from);
    facts.injections.push_back(std::move(injection));
  }
  for (const scenario::Action& action : experiment.actions) {
    facts.actions.push_back({to_text(action.act), action.at, action.arm, action.replica});
  }
  for (const scenario::Promise& promise : experiment.promises) {
    facts.promises.push_back({promise.arm, promise.expectation});
  }
  for (const scenario::Promise& promise : experiment.recovery_promises) {
    facts.recovery_promises.push_back({promise.arm, promise.expectation});
  }
  return facts;
}

}  // namespace

verdict::RunFacts make_facts(const scenario::Scenario& scenario, const scenario::Plan& plan,
                             const Options& options) {
  verdict::RunFacts facts;
  facts.title = scenario.title;
  facts.hypothesis = scenario.hypothesis;
  facts.scenario_file = scenario.file;
  facts.scenario_text = scenario.text;
  facts.scenario_hash = sha256_hex(scenario.text);
  facts.seed = plan.seed.value();
  facts.plan_hash = plan.hash;
  facts.slo_answer = scenario.slo_answer;
  facts.rate = scenario.load.rate.value();
  facts.client_timeout = scenario.load.timeout;
  facts.labels = scenario.labels;
  facts.cast.providers = scenario.providers;
  facts.mock_providers = std::ranges::none_of(
      options.places, [](const ProviderPlace& place) { return place.real.has_value(); });
  for (std::size_t index = 0; index < scenario.arms.size(); ++index) {
    facts.cast.arms.push_back(scenario.arms[index].name);
    facts.arms.push_back(arm_facts(scenario.arms[index], options.arms[index]));
  }
  for (std::size_t index = 0; index < scenario.experiments.size(); ++index) {
    facts.cast.experiments.push_back(scenario.experiments[index].name);
    facts.experiments.push_back(
        experiment_facts(scenario.experiments[index], plan.experiments[index], options));
  }
  return facts;
}

void add_ending(verdict::RunFacts& facts, const scenario::Ending& ending) {
  for (std::size_t index = 0; index < ending.started.size(); ++index) {
    facts.experiments[index].started = ending.started[index];
  }
  if (!ending.problem.empty()) {
    facts.end = ending.unhealthy ? verdict::RunEnd::unhealthy : verdict::RunEnd::broken;
    facts.end_reason = ending.problem;
  } else if (ending.aborted || ending.stopped) {
    facts.end = ending.aborted ? verdict::RunEnd::aborted : verdict::RunEnd::interrupted;
    facts.end_reason = ending.reason;
  }
}

}  // namespace gameday::rig
