#include "control/listen_address.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "rt/error.hpp"

namespace gameday::control {
namespace {

using rt::IoError;

constexpr std::string_view every_address = "::";

Parsed<HostPort> problem(std::string_view text, std::string_view what) {
  return {std::nullopt, fmt::format("address {}: {}", text, what)};
}

Parsed<std::uint16_t> port_of(std::string_view text) {
  if (text.empty()) {
    return {std::uint16_t{0}, {}};
  }
  // Go reads any number of digits; services by name are not looked up here.
  const std::size_t zeros = std::min(text.find_first_not_of('0'), text.size() - 1);
  const Parsed<std::uint64_t> number = parse_count(text.substr(zeros));
  const bool digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits) {
    return {std::nullopt, fmt::format("lookup tcp/{}: unknown port", text)};
  }
  if (!number || *number.value > 65535) {
    return {std::nullopt, fmt::format("address {}: invalid port", text)};
  }
  return {static_cast<std::uint16_t>(*number.value), {}};
}

bool is_every(std::string_view host) {
  return host.empty() || host == "0.0.0.0" || host == every_address;
}

bool is_v4(const rt::Address& address) {
  return address.host.find(':') == std::string::npos;
}

}  // namespace

Parsed<HostPort> split_host_port(std::string_view text) {
  if (text.empty()) {
    return {HostPort{}, {}};
  }
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    return problem(text, "missing port in address");
  }
  std::string_view host = text.substr(0, colon);
  if (text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) {
      return problem(text, "missing ']' in address");
    }
    if (end + 1 == text.size() || colon < end) {
      return problem(text, "missing port in address");
    }
    if (end + 1 != colon) {
      return problem(
          text, text[end + 1] == ':' ? "too many colons in address" : "missing port in address");
    }
    host = text.substr(1, end - 1);
  } else if (host.find(':') != std::string_view::npos) {
    return problem(text, "too many colons in address");
  }
  if (host.find('[') != std::string_view::npos) {
    return problem(text, "unexpected '[' in address");
  }
  if (host.find(']') != std::string_view::npos) {
    return problem(text, "unexpected ']' in address");
  }
  Parsed<std::uint16_t> port = port_of(text.substr(colon + 1));
  if (!port) {
    return {std::nullopt, std::move(port.problem)};
  }
  return {HostPort{std::string(host), *port.value}, {}};
}

rt::awaitable<Parsed<Listen>> resolve_listen(rt::World& world, std::string text,
                                             const rt::Stop& stop) {
  Parsed<Listen> listen;
  Parsed<HostPort> split = split_host_port(text);
  if (!split) {
    listen.problem = std::move(split.problem);
    co_return listen;
  }
  rt::Address address{std::move(split.value->host), split.value->port};
  if (is_every(address.host)) {
    const std::string shown =
        address.host.empty() ? fmt::format(":{}", address.port) : rt::to_text(address);
    address.host = every_address;
    listen.value = Listen{std::move(address), shown};
    co_return listen;
  }
  if (address.host == "localhost") {
    address.host = "127.0.0.1";
  }
  const std::string name = address.host;
  const rt::Bound bound{later(world.now(), resolve_time), rt::Limit::dns, &stop};
  const auto found = co_await world.network.resolve(std::move(address), bound);
  if (!found || found->empty()) {
    const bool unknown = found || found.error() == IoError::no_such_host;
    listen.problem =
        fmt::format("lookup {}: {}", name, unknown ? "no such host" : found.error().message());
    co_return listen;
  }
  const auto v4 = std::ranges::find_if(*found, is_v4);
  const rt::Address& first = v4 == found->end() ? found->front() : *v4;
  listen.value = Listen{first, rt::to_text(first)};
  co_return listen;
}

std::string listen_failure(const Listen& listen, const error_code& ec) {
  std::string why = ec.message();
  if (ec == IoError::in_use) {
    why = "address already in use";
  } else if (ec == IoError::bad_address) {
    why = "cannot assign requested address";
  } else if (ec == IoError::exhausted) {
    why = "too many open files";
  }
  return fmt::format("listen tcp {}: bind: {}", listen.shown, why);
}

}  // namespace gameday::control
