#include "control/guards.hpp"

#include <algorithm>

#include "base/units.hpp"
#include "http/field_values.hpp"

namespace gameday::control {
namespace {

std::string_view without_port(std::string_view field) {
  if (field.starts_with('[')) {
    const std::size_t end = field.find(']');
    return end == std::string_view::npos ? field : field.substr(0, end + 1);
  }
  return field.substr(0, field.find(':'));
}

bool is_v4(std::string_view host) {
  int numbers = 0;
  for (;;) {
    const std::size_t dot = host.find('.');
    const Parsed<std::uint64_t> number = parse_count(host.substr(0, dot));
    if (!number || *number.value > 255) {
      return false;
    }
    ++numbers;
    if (dot == std::string_view::npos) {
      return numbers == 4;
    }
    host.remove_prefix(dot + 1);
  }
}

bool is_v6(std::string_view host) {
  constexpr std::string_view letters = "0123456789abcdefABCDEF:.";
  return host.size() > 2 && host.starts_with('[') && host.ends_with(']') &&
         host.find_first_not_of(letters, 1) == host.size() - 1;
}

}  // namespace

bool same_secret(std::string_view given, std::string_view wanted) {
  unsigned differs = given.size() == wanted.size() ? 0U : 1U;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const char other = wanted.empty() ? '\0' : wanted[i % wanted.size()];
    differs |= static_cast<unsigned char>(given[i]) ^ static_cast<unsigned char>(other);
  }
  return differs == 0;
}

bool is_local_host(std::string_view field) {
  const std::string_view host = without_port(field);
  constexpr std::string_view suffix = ".localhost";  // RFC 6761: never anywhere else
  const bool below = host.size() > suffix.size() &&
                     http::same_name(host.substr(host.size() - suffix.size()), suffix);
  return http::same_name(host, "localhost") || below || is_v4(host) || is_v6(host);
}

std::optional<ApiError> Guards::refuse(const http::Head& request) const {
  if (local_only) {
    const std::string_view host = request.fields.get("Host");
    if (!host.empty() && !is_local_host(host) && !http::same_name(without_port(host), own_name)) {
      return ApiError{403, "Host must be an address or localhost"};
    }
    if (request.fields.has("Origin")) {  // only browsers send it, and on behalf of a page
      return ApiError{403, "requests of web pages are not served"};
    }
  }
  if (token && !same_secret(http::bearer_of(request.fields), *token)) {
    return ApiError{401, "Authorization must be: Bearer, and the token"};
  }
  return std::nullopt;
}

}  // namespace gameday::control
