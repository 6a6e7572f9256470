#pragma once
// Who listens where, and how to reach them: TCP, or names in memory.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rt/stream.hpp"

namespace gameday::rt {

/// `host` is a name, an IPv4 or an IPv6 address (without brackets). Port 0: any free one (listen).
/// Listening on `::` takes what comes to any address of this machine, IPv4 or IPv6.
struct Address {
  std::string host;
  std::uint16_t port = 0;
  auto operator<=>(const Address&) const = default;
};
/// `127.0.0.1:9001`, `[::1]:9001`, `openai:443`
std::string to_text(const Address& address);
result<Address> parse_address(std::string_view text);

/// What a listener does with new connections: accept them, answer RST, or say nothing at all. A
/// dialler whom nobody answers knocks again after 1 s, 2 s, 4 s … (TCP's SYN), until its bound.
enum class Door : std::uint8_t { open, refuse, black_hole };

class Listener {
 public:
  virtual ~Listener() = default;
  virtual awaitable<result<StreamPtr>> accept(Bound bound) = 0;
  /// With the port that was really taken.
  virtual Address address() const = 0;
  virtual void door(Door door) = 0;
};

class Network {
 public:
  virtual ~Network() = default;
  virtual result<std::unique_ptr<Listener>> listen(const Address& address) = 0;
  /// Resolves, then tries each address in turn; the last error counts.
  virtual awaitable<result<StreamPtr>> dial(Address address, Bound bound) = 0;
  virtual awaitable<result<std::vector<Address>>> resolve(Address name, Bound bound) = 0;
};

}  // namespace gameday::rt
