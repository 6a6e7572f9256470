#pragma once
// Where the parts of a rig are: loopback, any free port, unless the scenario says otherwise. In
// memory the same words name the same thing.

#include <string>

#include "rig/options.hpp"
#include "rt/network.hpp"

namespace gameday::rig {

inline const rt::Address any_port{"127.0.0.1", 0};

/// Null for a mock.
const RealProvider* real_provider(const Options& options, std::uint16_t provider);
/// Where the fault proxy of a provider listens for the arm with a `url`.
std::optional<rt::Address> listen_of(const Options& options, std::uint16_t provider);
/// Where that was written, for whoever must change it.
std::string listen_said_in(const Options& options, std::uint16_t provider);

/// The base URL of a provider whose fault proxy is at `address`, as the official SDK takes it: the
/// path stays what it is at the provider's.
std::string base_url(const Options& options, std::uint16_t provider, const rt::Address& address);
/// What a client of its own asks for there; empty: the dialect's usual path.
std::string chat_path(const Options& options, std::uint16_t provider);

}  // namespace gameday::rig
