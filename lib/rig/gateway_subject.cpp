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

GatewaySubject::GatewaySubject(Worlds worlds, Script script, const ArmOptions& options)
    : worlds_(worlds), script_(script), options_(options), gateway_options_(options.gateway) {
  fill_keys(gateway_options_, script_.plan.seed);
}

Subject::Providers GatewaySubject::providers() const {
  Providers providers;
  for (const gateway::Provider& provider : gateway_options_.providers) {
    if (in_chain(gateway_options_, provider.name)) {
      providers.emplace_back(index_of(script_.options, provider.name), known_keys(provider));
    }
  }
  return providers;
}

void GatewaySubject::point_at(const Providers& providers) {
  for (gateway::Provider& provider : gateway_options_.providers) {
    for (const ProviderRig& rig : providers) {
      if (rig.provider() == index_of(script_.options, provider.name)) {
        provider.base_url = base_url(provider.dialect, rig.address());
      }
    }
  }
}

rt::awaitable<std::string> GatewaySubject::raise(const Providers& providers) {
  point_at(providers);
  std::string problem;
  const auto gateway = [&]() -> rt::awaitable<void> {
    problem = start();
    co_return;
  };
  co_await rt::run_on(worlds_.load, worlds_.gateways, gateway);
  co_return problem;
}

std::string GatewaySubject::start() {
  gateway_ =
      std::make_unique<gateway::Gateway>(worlds_.gateways, gateway_options_, script_.plan.seed);
  const auto address = gateway_->start(any_port);
  if (!address) {
    return fmt::format("{} cannot listen: {}", options_.name, address.error().message());
  }
  entrance_ = *address;
  return {};
}

load::Target GatewaySubject::target() const {
  load::Target target;
  target.address = entrance_;
  target.model = options_.model;
  target.api_key = client_key(script_, options_);
  return target;
}

rt::awaitable<void> GatewaySubject::take_down(rt::Bound bound) {
  if (!gateway_) {
    co_return;
  }
  const auto gateway = [&]() -> rt::awaitable<void> {
    co_await gateway_->stop(bound);
    gateway_.reset();
  };
  co_await rt::run_on(worlds_.load, worlds_.gateways, gateway);
}

}  // namespace gameday::rig
