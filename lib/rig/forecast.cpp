#include "rig/forecast.hpp"

#include "gateway/gateway.hpp"
#include "rig/keys.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rig {
namespace {

// Any address will do: nobody dials it.
constexpr const char* nowhere = "http://127.0.0.1:9";

}  // namespace

Forecast forecast(const ArmOptions& arm) {
  if (arm.kind == ArmOptions::Kind::direct) {
    return {};
  }
  if (arm.kind == ArmOptions::Kind::url) {
    Forecast unknown;
    unknown.attempts = 0;
    return unknown;
  }
  const Seed seed(0);
  gateway::Options options = arm.gateway;
  fill_keys(options, seed);
  for (gateway::Provider& provider : options.providers) {
    provider.base_url = nowhere;
  }
  rt::VirtualWorld world(seed);
  const gateway::Gateway gateway(world.world(), options, seed);
  gateway::Description built = gateway.describe();
  Forecast out;
  out.gateway = built.worst_time;
  out.attempts = built.worst_attempts;
  out.layers = std::move(built.layers);
  return out;
}

}  // namespace gameday::rig
