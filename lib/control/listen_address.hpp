#pragma once
// The texts that Toxiproxy takes for `listen`, which are those of Go's net.Listen("tcp", …), and
// its words for what is wrong with them: clients' tests quote some.
//
//   localhost:19500   127.0.0.1:19500     a name's first IPv4 address, for clients split at ':'
//   :19502            [::]:19502          every address, IPv4 and IPv6
//   0.0.0.0:19502     [::]:19502
//   (empty)           [::]:PORT           a port that is free

#include <string>
#include <string_view>

#include "base/units.hpp"
#include "rt/world.hpp"

namespace gameday::control {

/// A name that nobody answers for must not keep a call waiting; resolv.conf's own timeout is 5 s.
inline constexpr Duration resolve_time = 5s;

struct HostPort {
  std::string host;  // empty: all of this machine's
  std::uint16_t port = 0;
};
/// The problem: `address local373: missing port in address`.
Parsed<HostPort> split_host_port(std::string_view text);

/// Where to listen.
struct Listen {
  rt::Address address;
  std::string shown;  // as errors have it: `:3310` for every address
};
/// At most resolve_time, and no longer than until `stop` is requested.
rt::awaitable<Parsed<Listen>> resolve_listen(rt::World& world, std::string text,
                                             const rt::Stop& stop);

/// `listen tcp 127.0.0.1:3310: bind: address already in use`
std::string listen_failure(const Listen& listen, const error_code& ec);

}  // namespace gameday::control
