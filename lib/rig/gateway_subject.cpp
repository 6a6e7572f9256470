#include "rig/gateway_subject.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"
#include "rig/places.hpp"
#include "rt/across.hpp"

namespace gameday::rig {
namespace {

std::uint16_t index_of(const Options& options, std::string_view provider) {
  for (std::uint16_t index = 0; index < options.providers.size(); ++index) {
    if (options.providers[index].provider == provider) {
      return index;
    }
  }
  CHECK(false, "config matches every provider of a gateway with one of the scenario");
  return 0;
}

bool acted_on(const scenario::Scenario& scenario, std::uint16_t arm) {
  for (const scenario::Experiment& experiment : scenario.experiments) {
    for (const scenario::Action& action : experiment.actions) {
      if (action.arm == arm) {
        return true;
      }
    }
  }
  return false;
}

}  // namespace

GatewaySubject::GatewaySubject(Worlds worlds, Script script, const ArmOptions& options,
                               std::uint16_t arm)
    : worlds_(worlds),
      script_(script),
      options_(options),
      mortal_(acted_on(script.scenario, arm)),
      gateway_options_(options.gateway) {
  fill_keys(gateway_options_, script_.plan.seed);
  if (options_.replicas > 1) {
    book_ = std::make_unique<ReplicaBook>(script_.plan.run, script_.sink);
  }
}

Subject::Providers GatewaySubject::providers() const {
  Providers providers;
  for (const gateway::Provider& provider : gateway_options_.providers) {
    if (gateway::asks(gateway_options_, provider.name)) {
      providers.emplace_back(index_of(script_.options, provider.name), known_keys(provider),
                             options_.replicas);
    }
  }
  return providers;
}

gateway::Options GatewaySubject::options_for(const Providers& providers,
                                             std::uint16_t replica) const {
  gateway::Options options = gateway_options_;
  for (gateway::Provider& provider : options.providers) {
    for (const ProviderRig& rig : providers) {
      if (rig.provider() == index_of(script_.options, provider.name)) {
        provider.base_url = base_url(script_.options, rig.provider(), rig.address(replica));
      }
    }
  }
  return options;
}

rt::awaitable<std::string> GatewaySubject::raise(const Providers& providers) {
  std::string problem;
  const auto gateways = [&]() -> rt::awaitable<void> {
    problem = start(providers);
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.gateways, gateways);
  co_return problem;
}

rt::World& GatewaySubject::world_of(const Providers& providers, std::uint16_t replica) {
  LookupNetwork& network =
      *networks_.emplace_back(std::make_unique<LookupNetwork>(*lookups_, replica));
  for (const ProviderRig& rig : providers) {
    network.stands_for(rig.address(replica), rig.provider());
  }
  return network.world();
}

std::string GatewaySubject::start(const Providers& providers) {
  lookups_ = std::make_unique<Lookups>(worlds_.gateways);
  for (std::uint16_t replica = 1; replica <= options_.replicas; ++replica) {
    replicas_.push_back(std::make_unique<Replica>(
        world_of(providers, replica), options_for(providers, replica), script_.plan.seed, mortal_));
    const std::string problem = replicas_.back()->start();
    if (!problem.empty()) {
      return fmt::format("{} cannot listen: {}", options_.name, problem);
    }
  }
  entrance_ = replicas_.front()->address();
  return options_.replicas > 1 ? start_balancer() : std::string();
}

std::string GatewaySubject::start_balancer() {
  proxy::TcpOptions options;
  for (const auto& replica : replicas_) {
    options.upstreams.push_back(replica->address());
  }
  balancer_ = std::make_unique<proxy::TcpProxy>(worlds_.gateways, std::move(options), book_.get());
  const auto address = balancer_->start(any_port);
  if (!address) {
    return fmt::format("the balancer of {} cannot listen: {}", options_.name,
                       address.error().message());
  }
  entrance_ = *address;
  return {};
}

load::Target GatewaySubject::target() const {
  load::Target target;
  target.address = entrance_;
  target.headers = client_headers(options_);
  target.model = options_.model;
  target.api_key = client_key(script_, options_);
  return target;
}

record::Sink& GatewaySubject::sink() {
  return book_ ? static_cast<record::Sink&>(*book_) : script_.sink;
}

rt::awaitable<std::string> GatewaySubject::act(scenario::Act act, std::uint16_t replica) {
  std::string problem;
  const auto work = [&]() -> rt::awaitable<void> {
    problem = co_await replicas_.at(replica - 1U)->act(act);
  };
  co_await rt::run_on(worlds_.load, worlds_.gateways, work);
  if (!problem.empty()) {
    problem =
        fmt::format("replica {} of {} cannot start again: {}", replica, options_.name, problem);
  }
  co_return problem;
}

rt::awaitable<std::string> GatewaySubject::make_whole() {
  std::string problem;
  const auto work = [&]() -> rt::awaitable<void> {
    for (const auto& replica : replicas_) {
      std::string one = co_await replica->make_whole();
      problem = problem.empty() ? std::move(one) : problem;
    }
  };
  co_await rt::run_on(worlds_.load, worlds_.gateways, work);
  co_return problem;
}

rt::awaitable<void> GatewaySubject::take_down(rt::Bound bound) {
  const auto work = [&]() -> rt::awaitable<void> {
    // The replicas first: whoever still waits for one is answered through the balancer.
    for (const auto& replica : replicas_) {
      co_await replica->take_down(bound);
    }
    if (balancer_) {
      co_await balancer_->stop(bound);
    }
    balancer_.reset();
    replicas_.clear();
    networks_.clear();
    lookups_.reset();
  };
  co_await rt::run_on(worlds_.load, worlds_.gateways, work);
}

}  // namespace gameday::rig
