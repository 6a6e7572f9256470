#include "rig/provider_rig.hpp"

#include <fmt/format.h>

#include "rig/allowances.hpp"
#include "rig/places.hpp"
#include "rig/ports.hpp"

namespace gameday::rig {

ProviderRig::ProviderRig(std::uint16_t provider, KnownKeys keys, std::uint16_t replicas)
    : provider_(provider), keys_(std::move(keys)), addresses_(replicas, any_port) {}

ProviderRig::ProviderRig(std::uint16_t provider, KnownKeys keys, const rt::Address& listen)
    : provider_(provider), keys_(std::move(keys)), fixed_(true), addresses_{listen} {}

std::string ProviderRig::raise(rt::World& world, const Script& script, std::uint16_t experiment,
                               std::uint16_t arm) {
  std::string problem;
  if (const RealProvider* real = real_provider(script.options, provider_)) {
    upstream_ = {real->url.host, real->url.port};
    if (real->url.tls) {
      const auto trust = rt::tls_trust(real->ca_file);
      problem = trust ? "" : fmt::format("{}: {}", real->ca_file, trust.error().message());
      tls_ = trust ? *trust : nullptr;
    }
  } else {
    problem = start_mock(world, script, experiment);
  }
  return problem.empty() ? start_proxy(world, script, experiment, arm) : problem;
}

std::string ProviderRig::start_mock(rt::World& world, const Script& script,
                                    std::uint16_t experiment) {
  const mock::Options& behaviour = script.options.providers[provider_];
  mock_ = std::make_unique<mock::Provider>(world, behaviour, script.plan.seed,
                                           script.scenario.experiments[experiment].name);
  const auto upstream = mock_->start(any_port);
  if (!upstream) {
    return fmt::format("the mock of {} cannot listen: {}", behaviour.provider,
                       upstream.error().message());
  }
  upstream_ = *upstream;
  return {};
}

std::string ProviderRig::start_proxy(rt::World& world, const Script& script,
                                     std::uint16_t experiment, std::uint16_t arm) {
  proxy::RunPlace place;
  place.experiment = experiment;
  place.arm = arm;
  place.provider = provider_;
  place.replicas = static_cast<std::uint16_t>(addresses_.size());
  place.run = run_ = script.plan.run;
  place.foreign_resolver = fixed_;  // a gateway that runs already
  proxy::HttpOptions options;
  options.upstream = upstream_;
  options.place = place;
  options.dialect = script.options.providers[provider_].dialect;
  options.key_aliases = keys_.aliases;
  options.key_sources = keys_.sources;
  if (const RealProvider* real = real_provider(script.options, provider_)) {
    options.tls = tls_;
    options.host = host_field(real->url);
    options.allowance = script.allowances == nullptr ? nullptr : script.allowances->of(provider_);
  }
  ledger_ = std::make_unique<faults::FaultLedger>();
  proxy_ = std::make_unique<proxy::HttpProxy>(world, std::move(options), script.sink, *ledger_);
  for (rt::Address& address : addresses_) {
    const auto taken = proxy_->start(address);
    if (!taken) {
      const NoPort none = no_port(script.options, provider_, address, taken.error());
      return fixed_ ? fmt::format("{}; {}", none.why, none.way_out) : none.why;
    }
    address = *taken;
  }
  return {};
}

rt::awaitable<std::string> ProviderRig::move_on(rt::World& world, const Script& script,
                                                std::uint16_t experiment, std::uint16_t arm,
                                                rt::Bound bound) {
  co_await proxy_->stop(bound);
  proxy_.reset();
  co_return start_proxy(world, script, experiment, arm);
}

std::uint32_t ProviderRig::tries_of(std::uint32_t ordinal) const {
  return proxy_->tries_of({run_, ordinal});
}

void ProviderRig::apply(std::shared_ptr<const faults::FaultPlan> plan, scenario::Open open) {
  if (open == scenario::Open::release) {
    proxy_->heal();
  }
  proxy_->apply(std::move(plan));
}

void ProviderRig::audit(std::vector<scenario::Audit>& audits) const {
  if (!proxy_) {
    return;
  }
  add_audits(*ledger_, provider_, audits);
}

void add_audits(const faults::FaultLedger& ledger, std::uint16_t place,
                std::vector<scenario::Audit>& audits) {
  for (const auto& [name, counts] : ledger.by_name()) {
    scenario::Audit audit;
    audit.provider = place;
    audit.fault = name;
    audit.counts.seen = counts.seen;
    audit.counts.matched = counts.matched;
    audit.counts.injected = counts.injected;
    audit.counts.open = counts.open;
    audit.counts.bypassed = counts.bypassed;
    audit.counts.connections = counts.connections;
    audit.counts.shut = counts.shut;
    audits.push_back(std::move(audit));
  }
}

rt::awaitable<void> ProviderRig::take_down(rt::Bound bound) {
  if (proxy_) {
    co_await proxy_->stop(bound);
  }
  if (mock_) {
    co_await mock_->stop(bound);
  }
  proxy_.reset();
  mock_.reset();
}

}  // namespace gameday::rig
