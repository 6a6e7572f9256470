#include "rig/ports.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rig/places.hpp"
#include "rt/real_world.hpp"

namespace gameday::rig {

NoPort no_port(const Options& options, std::uint16_t provider, const rt::Address& address,
               const error_code& ec) {
  const std::string& name = options.providers[provider].provider;
  return {fmt::format("the fault proxy of {} cannot listen on {}: {}", name, rt::to_text(address),
                      ec.message()),
          "end what holds that port, or change " + listen_said_in(options, provider)};
}

std::optional<NoPort> port_in_use(const Options& options) {
  const auto is_url = [](const ArmOptions& arm) { return arm.kind == ArmOptions::Kind::url; };
  if (std::ranges::none_of(options.arms, is_url)) {
    return std::nullopt;  // nobody is pointed there: any port will do
  }
  rt::RealWorld world(rt::Epoch::start(), Seed(0));  // nothing here draws
  for (std::uint16_t index = 0; index < options.providers.size(); ++index) {
    const auto address = listen_of(options, index);
    if (!address) {
      continue;
    }
    const auto taken = world.world().network.listen(*address);
    if (!taken) {
      return no_port(options, index, *address, taken.error());
    }
  }
  return std::nullopt;
}

}  // namespace gameday::rig
