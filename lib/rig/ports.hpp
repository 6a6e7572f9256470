#pragma once
// Ports that a scenario fixes, because a gateway that runs already is pointed at them.

#include <string>

#include "rig/options.hpp"
#include "rt/network.hpp"

namespace gameday::rig {

/// The fault proxy of a provider could not listen there, in words and with a way out.
struct NoPort {
  std::string why;  // `the fault proxy of openai cannot listen on 127.0.0.1:9101: address in use`
  std::string way_out;  // `end what holds that port, or change providers.openai.listen`
};
NoPort no_port(const Options& options, std::uint16_t provider, const rt::Address& address,
               const error_code& ec);

/// The first that somebody else holds; tried, and let go of at once. It may be taken again before
/// the run has it, so whoever starts there still asks.
std::optional<NoPort> port_in_use(const Options& options);

}  // namespace gameday::rig
