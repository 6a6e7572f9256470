#include "base/url.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace gameday {
namespace {

constexpr std::uint64_t most_port = 65'535;
constexpr std::size_t longest_host = 253;  // RFC 1035

std::uint16_t default_port(bool tls) {
  return tls ? 443 : 80;
}

bool printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char one) { return one > 0x20 && one < 0x7f; });
}

bool is_host(std::string_view host, bool bracketed) {
  return !host.empty() && host.size() <= longest_host &&
         std::all_of(host.begin(), host.end(), [bracketed](unsigned char one) {
           const bool letter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
           const bool digit = one >= '0' && one <= '9';
           const bool name = one == '.' || one == '-' || one == '_';
           return letter || digit || (bracketed ? one == ':' || one == '.' : name);
         });
}

Parsed<Url> wrong(std::string_view what) {
  return {std::nullopt, std::string(what)};
}

/// What follows the host: nothing, or `:PORT`.
bool read_port(std::string_view text, Url& url) {
  url.port = default_port(url.tls);
  if (text.empty()) {
    return true;
  }
  const auto port = parse_count(text.substr(1));
  if (text.front() != ':' || !port || *port.value == 0 || *port.value > most_port) {
    return false;
  }
  url.port = static_cast<std::uint16_t>(*port.value);
  return true;
}

}  // namespace

Parsed<Url> parse_url(std::string_view text) {
  if (text.size() > longest_url) {
    return wrong("is too long for an address");
  }
  if (!printable(text)) {
    return wrong("has a blank or a control character");
  }
  Url url;
  if (text.starts_with("https://")) {
    url.tls = true;
  } else if (!text.starts_with("http://")) {
    return wrong("is not an address");
  }
  text.remove_prefix(url.tls ? 8 : 7);
  const std::size_t end = std::min(text.find_first_of("/?#"), text.size());
  std::string_view place = text.substr(0, end);
  const std::string_view path = text.substr(end);
  if (path.find_first_of("?#") != std::string_view::npos) {
    return wrong("has a query or a fragment, which no base URL has");
  }
  if (place.find('@') != std::string_view::npos) {
    return wrong("has a user or a password in it, which would be shown");
  }
  const bool bracketed = place.starts_with('[');
  const std::size_t host_end =
      bracketed ? place.find(']') : std::min(place.find(':'), place.size());
  if (host_end == std::string_view::npos) {
    return wrong("has a bracket that does not close");
  }
  url.host = place.substr(bracketed ? 1 : 0, host_end - (bracketed ? 1 : 0));
  if (!is_host(url.host, bracketed)) {
    return wrong("is not an address");
  }
  if (!read_port(place.substr(host_end + (bracketed ? 1 : 0)), url)) {
    return wrong("has a port that is none (1 to 65535)");
  }
  url.path = path;
  while (url.path.ends_with('/')) {
    url.path.pop_back();
  }
  return {url, {}};
}

std::string host_field(const Url& url) {
  const std::string host =
      url.host.find(':') == std::string::npos ? url.host : fmt::format("[{}]", url.host);
  return url.port == default_port(url.tls) ? host : fmt::format("{}:{}", host, url.port);
}

std::string to_text(const Url& url) {
  return fmt::format("{}://{}{}", url.tls ? "https" : "http", host_field(url), url.path);
}

}  // namespace gameday
