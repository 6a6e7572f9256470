#include "rig/verify/trial.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "faults/answer.hpp"
#include "policy/classify.hpp"
#include "rig/verify/stretch.hpp"
#include "rig/verify/url_arm.hpp"
#include "scenario/canonical.hpp"

namespace gameday::rig {
namespace {

/// Those of the chain in its order, then those that only stand in the file.
std::vector<const gateway::Provider*> in_order(const gateway::Options& gateway) {
  std::vector<const gateway::Provider*> ordered;
  const auto add = [&](const gateway::Provider& provider) {
    if (std::ranges::find(ordered, &provider) == ordered.end()) {
      ordered.push_back(&provider);
    }
  };
  for (const gateway::Target& target : gateway.chain) {
    const auto found =
        std::ranges::find(gateway.providers, target.provider, &gateway::Provider::name);
    if (found != gateway.providers.end()) {
      add(*found);
    }
  }
  std::ranges::for_each(gateway.providers, add);
  return ordered;
}

mock::Options mock_for(const gateway::Provider& provider, std::size_t place, const Row& row,
                       const gateway::Options& gateway) {
  mock::Options mock = row.providers.at(std::min(place, row.providers.size() - 1));
  mock.provider = provider.name;
  mock.dialect = provider.dialect;
  mock.models.clear();
  for (const gateway::Target& target : gateway.chain) {
    if (target.provider == provider.name && !target.model.empty()) {
      mock.models.push_back(target.model);
    }
  }
  return mock;
}

Duration healthy_time(const mock::Options& mock, Shape shape) {
  const auto writing = static_cast<double>(mock.tokens.p99) / mock.tokens_per_second.value();
  const auto whole = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(writing));
  return mock.first_token.p99 + (shape == Shape::unary ? whole : Duration::zero());
}

/// What a gateway does about its key after such an answer; a raw one is no answer to read.
policy::KeyEffect key_effect(const faults::Deed& deed) {
  if (!deed.respond || deed.respond->source == faults::Respond::Source::raw) {
    return policy::KeyEffect::none;
  }
  policy::Failure failure;
  failure.kind = policy::FailureKind::status;
  failure.status = faults::status_of(*deed.respond, llm::Dialect::openai);
  failure.error =
      llm::read_error(faults::answer_of(*deed.respond, {}).body).value_or(llm::ErrorObject());
  return policy::classify(failure, {}).key;
}

/// 0: controls. 1: nothing that a key has to do with. 2: keys rest until their rate limit is over.
/// 3: keys are out of use until somebody mends them, or for minutes.
std::uint8_t turn_of(const Row& row) {
  std::uint8_t turn = row.kind == Row::Kind::failure ? 1 : 0;
  for (const scenario::PlannedFault& fault : row.scenario.experiments.front().faults) {
    const policy::KeyEffect effect = key_effect(fault.injection.deed);
    const bool parks = effect == policy::KeyEffect::park;
    turn = std::max<std::uint8_t>(turn, effect == policy::KeyEffect::none ? 0 : parks ? 2 : 3);
  }
  return turn;
}

class Maker {
 public:
  Maker(const Row& row, Shape shape, const ArmOptions& arm) : row_(row), arm_(arm) {
    trial_.row = row.name;
    trial_.shape = shape;
    trial_.turn = turn_of(row);
  }

  Trial make(Seed seed, std::uint32_t ordinal) {
    cast();
    load();
    experiment();
    plan(seed, ordinal);
    return std::move(trial_);
  }

 private:
  void cast() {
    scenario::Scenario& scenario = trial_.scenario;
    for (const gateway::Provider* provider : in_order(arm_.gateway)) {
      trial_.options.providers.push_back(
          mock_for(*provider, scenario.providers.size(), row_, arm_.gateway));
      scenario.providers.push_back(provider->name);
    }
    trial_.options.arms.push_back(arm_);
    if (arm_.kind == ArmOptions::Kind::url) {
      trial_.options.places = places_of(arm_);
      trial_.probed = true;
    }
    scenario.arms.push_back({arm_.name, {0, arm_.gateway.chain.front().model}});
    scenario.file = row_.scenario.file;
    scenario.text = row_.scenario.text;
    scenario.title = fmt::format("{}, {}", row_.name, to_text(trial_.shape));
    scenario.hypothesis = row_.scenario.hypothesis;
    scenario.slo_answer = row_.scenario.slo_answer;
  }

  void load() {
    load::Options& load = trial_.scenario.load;
    load.timeout = row_.scenario.load.timeout;
    load.kinds = {row_.scenario.load.kinds.at(kind_of(row_, trial_.shape).value())};
    load.kinds.front().model.clear();  // the file's model names are its own providers'
    load.max_in_flight = 1;
  }

  void experiment() {
    const scenario::Experiment& script = row_.scenario.experiments.front();
    scenario::Experiment experiment;
    experiment.name = row_.name;
    experiment.timing = {Duration::zero(), trial_.scenario.load.timeout, Duration::zero()};
    for (const scenario::PlannedFault& fault : script.faults) {
      place(fault, experiment);
    }
    trial_.scenario.experiments.push_back(std::move(experiment));
  }

  /// All the time: one request has no use for `at` and `for`.
  void place(scenario::PlannedFault fault, scenario::Experiment& experiment) {
    const std::size_t known = trial_.scenario.providers.size();
    const std::size_t wanted = fault.into.size();
    std::erase_if(fault.into, [&](std::uint16_t provider) {
      return provider >= known && provider != record::into_clients;
    });
    if (fault.into.size() < wanted) {
      trial_.unfit = "the config has too few providers for it";
    }
    fault.at.reset();
    fault.length.reset();
    if (row_.kind == Row::Kind::slow_control) {
      const Duration client = trial_.scenario.load.timeout;
      const bool ours = arm_.kind == ArmOptions::Kind::gateway;
      const Limits limits = ours ? declared_limits(arm_.gateway, trial_.shape, client)
                                 : Limits{forever, forever, forever, client};
      stretch(fault.injection.deed, limits,
              healthy_time(trial_.options.providers.front(), trial_.shape));
    }
    experiment.faults.push_back(std::move(fault));
  }

  void plan(Seed seed, std::uint32_t ordinal) {
    scenario::PlannedExperiment planned;
    planned.fault_end = trial_.scenario.experiments.front().timing.fault;
    planned.end = planned.fault_end;
    planned.arrivals.push_back({ordinal, Duration::zero(), record::Window::fault, 0});
    scenario::Plan& plan = trial_.plan;
    plan.seed = seed;
    plan.experiments.push_back(std::move(planned));
    plan.hash = sha256_hex(scenario::canonical(trial_.scenario, plan));
    std::from_chars(plan.hash.data(), plan.hash.data() + 4, plan.run, 16);
  }

  const Row& row_;
  const ArmOptions& arm_;
  Trial trial_;
};

}  // namespace

Trial make_trial(const Row& row, Shape shape, const ArmOptions& arm, Seed seed,
                 std::uint32_t ordinal) {
  return Maker(row, shape, arm).make(seed, ordinal);
}

ArmOptions gateway_arm(const gateway::Options& gateway) {
  ArmOptions arm;
  arm.name = "gateway";
  arm.kind = ArmOptions::Kind::gateway;
  const gateway::Target& first = gateway.chain.front();
  arm.model = first.provider + '/' + first.model;
  arm.gateway = gateway;
  return arm;
}

}  // namespace gameday::rig
