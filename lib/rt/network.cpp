#include "rt/network.hpp"

#include <fmt/format.h>

#include "base/units.hpp"
#include "rt/error.hpp"

namespace gameday::rt {

std::string to_text(const Address& address) {
  const bool v6 = address.host.find(':') != std::string::npos;
  return v6 ? fmt::format("[{}]:{}", address.host, address.port)
            : fmt::format("{}:{}", address.host, address.port);
}

result<Address> parse_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) {
    return IoError::bad_address;
  }
  std::string_view host = text.substr(0, colon);
  if (host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  } else if (host.find(':') != std::string_view::npos) {
    return IoError::bad_address;  // an IPv6 address needs its brackets
  }
  const Parsed<std::uint64_t> port = parse_count(text.substr(colon + 1));
  if (host.empty() || !port || *port.value > 65535) {
    return IoError::bad_address;
  }
  return Address{std::string(host), static_cast<std::uint16_t>(*port.value)};
}

}  // namespace gameday::rt
