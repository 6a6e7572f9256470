#include "gateway/headers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <span>

#include <fmt/format.h>

namespace gameday::gateway {

namespace {

constexpr std::array<std::string_view, 10> hop_by_hop{"connection",
                                                      "keep-alive",
                                                      "proxy-connection",
                                                      "proxy-authenticate",
                                                      "proxy-authorization",
                                                      "te",
                                                      "trailer",
                                                      "transfer-encoding",
                                                      "upgrade",
                                                      "content-length"};

/// The client's hop, its account with somebody, or what this gateway sets itself.
constexpr std::array<std::string_view, 12> clients_own{
    "host",           "authorization",   "x-api-key",           "api-key",
    "x-goog-api-key", "cookie",          "openai-organization", "openai-project",
    "expect",         "accept-encoding", deadline_field,        on_break_field};

/// About the provider's hop or our account with it, or what this gateway says itself.
constexpr std::array<std::string_view, 10> providers_own{
    "set-cookie",          "alt-svc",        "content-encoding",
    "openai-organization", "openai-project", "anthropic-organization-id",
    served_by_field,       attempts_field,   dropped_field,
    should_retry_field};

bool among(std::span<const std::string_view> names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return http::same_name(known, name); });
}

/// Appends what may pass: not hop-by-hop, not named by Connection, not in `own`.
void copy(const http::Fields& from, std::span<const std::string_view> own, http::Fields& to) {
  const bool names_some = from.has("Connection");
  for (const http::Field& field : from) {
    const bool stays = among(hop_by_hop, field.name) || among(own, field.name) ||
                       (names_some && from.lists("Connection", field.name));
    if (!stays) {
      to.add(field.name, field.value);
    }
  }
}

}  // namespace

http::Head upstream_head(const http::Fields& client, const UpstreamTarget& target,
                         std::size_t body_size) {
  http::Head head;
  head.method = "POST";
  head.target = target.path;
  head.fields.add("Host", target.host);
  copy(client, clients_own, head.fields);
  head.fields.add("Accept-Encoding", "identity");  // the answer is read here
  if (target.left) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(*target.left);
    head.fields.add(deadline_field, fmt::format("{}", left.count()));
  }
  head.fields.add("Content-Length", fmt::format("{}", body_size));
  return head;
}

http::Fields client_fields(const http::Fields& upstream) {
  http::Fields fields;
  copy(upstream, providers_own, fields);
  return fields;
}

http::Fields stream_fields(const http::Fields& upstream) {
  http::Fields fields = client_fields(upstream);
  fields.set("Content-Type", "text/event-stream; charset=utf-8");
  fields.set("Cache-Control", "no-cache");
  return fields;
}

std::optional<Duration> deadline_of(const http::Fields& fields) {
  const std::string_view text = fields.get(deadline_field);
  std::uint32_t milliseconds = 0;  // 49 days at most
  const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), milliseconds);
  if (text.empty() || ec != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return std::chrono::milliseconds(milliseconds);
}

}  // namespace gameday::gateway
