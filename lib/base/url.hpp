#pragma once
// `https://api.openai.com/v1`: the base URL of an API, as one gives it to the official SDK.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/units.hpp"

namespace gameday {

struct Url {
  bool tls = false;  // https
  std::string host;  // a name or an address, IPv6 without its brackets
  std::uint16_t port = 80;
  std::string path;  // `/v1`, without a slash at its end; may be empty
  auto operator<=>(const Url&) const = default;
};

/// Of at most this many bytes.
inline constexpr std::size_t longest_url = 2048;

/// http or https; no user, query or fragment, which no base URL has. The problem goes on after the
/// text itself: `is not an address`; it never repeats the text, which may hold a password.
Parsed<Url> parse_url(std::string_view text);

/// Without the default port.
std::string to_text(const Url& url);
/// What stands in the Host field: without the default port as well.
std::string host_field(const Url& url);

}  // namespace gameday
