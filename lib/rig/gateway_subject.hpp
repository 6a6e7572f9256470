#pragma once
// An arm with a gateway of ours, whose providers are the fault proxies of the scenario.

#include "gateway/gateway.hpp"
#include "rig/subject.hpp"

namespace gameday::rig {

class GatewaySubject final : public Subject {
 public:
  /// `options` are of `script`.
  GatewaySubject(Worlds worlds, Script script, const ArmOptions& options);

  Providers providers() const override;
  rt::awaitable<std::string> raise(const Providers& providers) override;
  load::Target target() const override;
  rt::awaitable<void> take_down(rt::Bound bound) override;

 private:
  void point_at(const Providers& providers);
  std::string start();

  Worlds worlds_;
  Script script_;
  const ArmOptions& options_;
  gateway::Options gateway_options_;
  std::unique_ptr<gateway::Gateway> gateway_;
  rt::Address entrance_;
};

}  // namespace gameday::rig
