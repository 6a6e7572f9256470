// headers: what an arm's requests say besides.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/arm_parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_headers = 32;
constexpr std::size_t longest_header = 8 * 1024;  // what servers commonly take in one line
constexpr std::string_view environment_prefix = "env.";

std::string lower(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(), [](char one) {
    return one >= 'A' && one <= 'Z' ? static_cast<char>(one - 'A' + 'a') : one;
  });
  return small;
}

/// A token of RFC 9110.
bool is_field_name(std::string_view name) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !name.empty() && name.size() <= longest_name &&
         std::ranges::all_of(name, [marks](char one) {
           const bool letter = (one >= 'a' && one <= 'z') || (one >= 'A' && one <= 'Z');
           return letter || (one >= '0' && one <= '9') || marks.find(one) != marks.npos;
         });
}

bool fits_a_field(std::string_view value) {
  return value.size() <= longest_header &&
         std::ranges::none_of(value, [](unsigned char one) { return one < 0x20 || one == 0x7f; });
}

/// Those that say how the message itself is read.
bool is_ours(std::string_view name) {
  constexpr std::array ours = {"host",       "content-length", "content-type", "transfer-encoding",
                               "connection", "upgrade",        "te",           "trailer",
                               "expect",     "keep-alive"};
  return std::ranges::find(ours, name) != ours.end();
}

bool is_secret(std::string_view name) {
  constexpr std::array secret = {"authorization", "proxy-authorization", "x-api-key", "api-key",
                                 "cookie",        "x-auth-token"};
  return std::ranges::find(secret, name) != secret.end();
}

void read_header(MapReader& map, const Member& member, const Environment& environment,
                 rig::ArmOptions& options) {
  rig::ArmHeader header;
  header.name = member.key;
  const auto value = map.text(member.key);
  const std::string name = lower(member.key);
  if (!is_field_name(member.key)) {
    map.problems().error(member.place, map.path(), "has a name that no header field has");
    return;
  }
  if (is_ours(name)) {
    map.error(member.key, "is written by gameday itself; take it out");
  }
  if (!value) {
    return;
  }
  header.value = *value;
  if (value->starts_with(environment_prefix) && value->size() > environment_prefix.size()) {
    header.source = *value;
    header.value.clear();
    const std::string variable = value->substr(environment_prefix.size());
    header.value = environment ? environment(variable).value_or("") : "";
    if (environment && header.value.empty()) {
      map.error(member.key, fmt::format("the variable {} is not set", variable));
    }
  } else if (is_secret(name)) {
    map.error(member.key, "takes env.NAME of the variable that holds it, never the secret itself");
    return;
  }
  if (!fits_a_field(header.value)) {
    map.error(member.key, "has a line break or another control character, or is longer than 8 KiB");
    return;
  }
  options.headers.push_back(std::move(header));
}

}  // namespace

void read_headers(MapReader& map, const Environment& environment, rig::ArmOptions& options) {
  const Value* found = map.take("headers");
  if (found == nullptr) {
    return;
  }
  MapReader headers(*found, map.path_of("headers"), "headers", map.problems());
  if (!headers.is_map()) {
    return;
  }
  if (found->members.size() > most_headers) {
    map.error("headers", fmt::format("{} are here; at most {} are allowed", found->members.size(),
                                     most_headers));
    return;
  }
  for (const Member& member : found->members) {
    read_header(headers, member, environment, options);
  }
}

}  // namespace gameday::config
