#pragma once
// An arm with a gateway of ours, whose providers are the fault proxies of the scenario: one, or
// several replicas behind a balancer, which know nothing of each other.

#include "proxy/tcp_proxy.hpp"
#include "rig/lookup_network.hpp"
#include "rig/replica.hpp"
#include "rig/replica_book.hpp"
#include "rig/subject.hpp"

namespace gameday::rig {

class GatewaySubject final : public Subject {
 public:
  /// `options` are of `script`.
  GatewaySubject(Worlds worlds, Script script, const ArmOptions& options, std::uint16_t arm);

  Providers providers() const override;
  rt::awaitable<std::string> raise(const Providers& providers) override;
  load::Target target() const override;
  rt::World& load_world() override { return worlds_.load; }
  Lookups* lookups() override { return lookups_.get(); }
  record::Sink& sink() override;
  rt::awaitable<std::string> act(scenario::Act act, std::uint16_t replica) override;
  rt::awaitable<std::string> make_whole() override;
  rt::awaitable<void> take_down(rt::Bound bound) override;

 private:
  gateway::Options options_for(const Providers& providers, std::uint16_t replica) const;
  /// The gateways' world as that replica sees it.
  rt::World& world_of(const Providers& providers, std::uint16_t replica);
  std::string start(const Providers& providers);
  std::string start_balancer();

  Worlds worlds_;
  Script script_;
  const ArmOptions& options_;
  const bool mortal_;  // something befalls a replica, in some experiment
  gateway::Options gateway_options_;
  std::unique_ptr<ReplicaBook> book_;  // several replicas; outlives the balancer
  std::unique_ptr<Lookups> lookups_;
  std::vector<std::unique_ptr<LookupNetwork>> networks_;  // one for each replica
  std::vector<std::unique_ptr<Replica>> replicas_;
  std::unique_ptr<proxy::TcpProxy> balancer_;
  rt::Address entrance_;
};

}  // namespace gameday::rig
