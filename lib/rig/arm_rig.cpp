#include "rig/arm_rig.hpp"

#include <fmt/format.h>

#include "base/assert.hpp"
#include "rig/keys.hpp"
#include "rig/places.hpp"
#include "rt/across.hpp"

namespace gameday::rig {
namespace {

// Every request has its record by then; what still runs belongs to clients that have left.
constexpr Duration take_down_time = 1s;

std::uint16_t index_of(const Options& options, std::string_view provider) {
  for (std::uint16_t index = 0; index < options.providers.size(); ++index) {
    if (options.providers[index].provider == provider) {
      return index;
    }
  }
  CHECK(false, "config matches every provider of a gateway with one of the scenario");
  return 0;
}

bool in_chain(const gateway::Options& options, std::string_view provider) {
  for (const gateway::Target& target : options.chain) {
    if (target.provider == provider) {
      return true;
    }
  }
  return false;
}

/// As the official SDKs take it.
std::string base_url(llm::Dialect dialect, const rt::Address& address) {
  return fmt::format("http://{}{}", rt::to_text(address),
                     dialect == llm::Dialect::openai ? "/v1" : "");
}

}  // namespace

ArmRig::ArmRig(Worlds worlds, Script script, std::uint16_t experiment, std::uint16_t arm)
    : worlds_(worlds), script_(script), experiment_(experiment), arm_(arm) {
  choose_providers();
}

ArmRig::~ArmRig() {
  CHECK(!gateway_ && providers_.empty(), "an arm is taken down before it is destroyed");
}

void ArmRig::choose_providers() {
  const Seed& seed = script_.plan.seed;
  if (options().kind == ArmOptions::Kind::direct) {
    KnownKeys known;
    known.add(direct_key(), direct_key_alias, options().api_key_source);
    providers_.emplace_back(options().provider, std::move(known));
    return;
  }
  gateway_options_ = options().gateway;
  fill_keys(gateway_options_, seed);
  for (const gateway::Provider& provider : gateway_options_.providers) {
    if (in_chain(gateway_options_, provider.name)) {
      providers_.emplace_back(index_of(script_.options, provider.name), known_keys(provider));
    }
  }
}

std::string ArmRig::direct_key() const {
  if (!options().api_key.empty()) {
    return options().api_key;
  }
  const std::string& provider = script_.options.providers[options().provider].provider;
  return made_up_key(script_.plan.seed, provider, direct_key_alias);
}

rt::awaitable<std::string> ArmRig::raise() {
  std::string problem;
  const auto providers = [&]() -> rt::awaitable<void> {
    problem = start_providers();
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, providers);
  if (problem.empty() && options().kind == ArmOptions::Kind::gateway) {
    const auto gateway = [&]() -> rt::awaitable<void> {
      problem = start_gateway();
      co_return;
    };
    co_await rt::run_on(worlds_.load, worlds_.gateways, gateway);
  }
  if (problem.empty()) {
    make_driver();
  }
  co_return problem;
}

void ArmRig::make_driver() {
  driver_ =
      std::make_unique<load::Driver>(worlds_.load, script_.scenario.load, target(), script_.sink);
}

rt::awaitable<std::string> ArmRig::move_on(std::uint16_t experiment) {
  experiment_ = experiment;
  rt::Bound bound;
  bound.due = later(worlds_.load.now(), take_down_time);
  bound.limit = rt::Limit::drain;
  std::string problem;
  const auto providers = [&]() -> rt::awaitable<void> {
    for (ProviderRig& provider : providers_) {
      if (problem.empty()) {
        problem = co_await provider.move_on(worlds_.providers, script_, experiment, arm_, bound);
      }
    }
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, providers);
  make_driver();
  co_return problem;
}

std::string ArmRig::start_providers() {
  for (ProviderRig& provider : providers_) {
    std::string problem = provider.raise(worlds_.providers, script_, experiment_, arm_);
    if (!problem.empty()) {
      return problem;
    }
  }
  entrance_ = providers_.front().address();
  return {};
}

void ArmRig::point_gateway_at_proxies() {
  for (gateway::Provider& provider : gateway_options_.providers) {
    for (const ProviderRig& rig : providers_) {
      if (rig.provider() == index_of(script_.options, provider.name)) {
        provider.base_url = base_url(provider.dialect, rig.address());
      }
    }
  }
}

std::string ArmRig::start_gateway() {
  point_gateway_at_proxies();
  gateway_ =
      std::make_unique<gateway::Gateway>(worlds_.gateways, gateway_options_, script_.plan.seed);
  const auto address = gateway_->start(any_port);
  if (!address) {
    return fmt::format("{} cannot listen: {}", options().name, address.error().message());
  }
  entrance_ = *address;
  return {};
}

load::Target ArmRig::target() const {
  load::Target target;
  target.address = entrance_;
  if (options().kind == ArmOptions::Kind::direct) {
    target.dialect = script_.options.providers[options().provider].dialect;
  }
  target.model = options().model;
  target.api_key = direct_key();
  target.run = script_.plan.run;
  target.experiment = experiment_;
  target.arm = arm_;
  return target;
}

rt::awaitable<void> ArmRig::play(std::span<const load::Arrival> arrivals, TimePoint start,
                                 const rt::Stop& stop) {
  co_await driver_->run(arrivals, start, stop);
}

rt::awaitable<void> ArmRig::apply(std::uint16_t provider,
                                  std::shared_ptr<const faults::FaultPlan> plan,
                                  scenario::Open open) {
  const auto work = [&]() -> rt::awaitable<void> {
    for (ProviderRig& rig : providers_) {
      if (rig.provider() == provider) {
        rig.apply(plan, open);
      }
    }
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, work);
}

rt::awaitable<std::vector<scenario::Audit>> ArmRig::audit() {
  std::vector<scenario::Audit> audits;
  const auto work = [&]() -> rt::awaitable<void> {
    for (const ProviderRig& rig : providers_) {
      rig.audit(audits);
    }
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, work);
  co_return audits;
}

rt::awaitable<void> ArmRig::take_down() {
  driver_.reset();
  rt::Bound bound;
  bound.due = later(worlds_.load.now(), take_down_time);
  bound.limit = rt::Limit::drain;
  if (gateway_) {
    const auto gateway = [&]() -> rt::awaitable<void> {
      co_await gateway_->stop(bound);
      gateway_.reset();
    };
    co_await rt::run_on(worlds_.load, worlds_.gateways, gateway);
  }
  const auto providers = [&]() -> rt::awaitable<void> {
    for (ProviderRig& rig : providers_) {
      co_await rig.take_down(bound);
    }
    providers_.clear();
  };
  co_await rt::run_on(worlds_.load, worlds_.providers, providers);
}

std::uint64_t ArmRig::sent() const {
  return driver_ ? driver_->progress().sent : 0;
}

}  // namespace gameday::rig
