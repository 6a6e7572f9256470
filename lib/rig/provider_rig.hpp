#pragma once
// One provider of one arm: a mock with its fault proxy in front. Lives, and is used, on the
// providers' thread only; the address may be read anywhere once it is raised.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mock/provider.hpp"
#include "proxy/http_proxy.hpp"
#include "rig/keys.hpp"
#include "rig/script.hpp"
#include "rt/world.hpp"
#include "scenario/stage.hpp"

namespace gameday::rig {

class ProviderRig {
 public:
  /// Each of `replicas` gets a port of its own.
  ProviderRig(std::uint16_t provider, KnownKeys keys, std::uint16_t replicas = 1);
  /// One port, this one: for a gateway that cannot be pointed at another.
  ProviderRig(std::uint16_t provider, KnownKeys keys, const rt::Address& listen);

  /// Empty, or why it could not be started.
  std::string raise(rt::World& world, const Script& script, std::uint16_t experiment,
                    std::uint16_t arm);
  /// The next experiment: the mock lives on, its fault proxy is a new one at the same address.
  rt::awaitable<std::string> move_on(rt::World& world, const Script& script,
                                     std::uint16_t experiment, std::uint16_t arm, rt::Bound bound);
  void apply(std::shared_ptr<const faults::FaultPlan> plan, scenario::Open open);
  void audit(std::vector<scenario::Audit>& audits) const;
  rt::awaitable<void> take_down(rt::Bound bound);

  std::uint16_t provider() const { return provider_; }
  /// Of the fault proxy: what stands in for the provider, for one replica.
  const rt::Address& address(std::uint16_t replica = 1) const {
    return addresses_.at(replica - 1U);
  }
  /// How many tries of this marked request came by.
  std::uint32_t tries_of(std::uint32_t ordinal) const;

 private:
  std::string start_mock(rt::World& world, const Script& script, std::uint16_t experiment);
  std::string start_proxy(rt::World& world, const Script& script, std::uint16_t experiment,
                          std::uint16_t arm);

  std::uint16_t provider_;
  KnownKeys keys_;
  bool fixed_ = false;                  // somebody wrote the port
  rt::Address upstream_;                // the mock's, or the real provider's
  rt::TlsTrustPtr tls_;                 // of a real one with https
  std::vector<rt::Address> addresses_;  // by replica; until they are taken: any port
  std::uint16_t run_ = 0;               // the marker's RRRR
  std::unique_ptr<mock::Provider> mock_;
  std::unique_ptr<faults::FaultLedger> ledger_;  // of the proxy: a new one for each experiment
  std::unique_ptr<proxy::HttpProxy> proxy_;
};

/// What a ledger counted, for the audit of `place`.
void add_audits(const faults::FaultLedger& ledger, std::uint16_t place,
                std::vector<scenario::Audit>& audits);

}  // namespace gameday::rig
