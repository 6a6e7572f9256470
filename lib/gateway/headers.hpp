#pragma once
// Which header fields pass through a gateway, and which never do. Pure.
// Source: RFC 9110 §7.6.1 (hop-by-hop fields end at each hop).

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "http/message.hpp"

namespace gameday::gateway {

inline constexpr std::string_view deadline_field = "x-gameday-deadline-ms";
inline constexpr std::string_view on_break_field = "x-gameday-on-break";  // restart or error
inline constexpr std::string_view served_by_field = "x-gameday-served-by";
inline constexpr std::string_view attempts_field = "x-gameday-attempts";
inline constexpr std::string_view dropped_field = "x-gameday-dropped";
inline constexpr std::string_view should_retry_field = "x-should-retry";  // official SDKs obey it

struct UpstreamTarget {
  std::string_view host;  // with port
  std::string_view path;
  std::optional<Duration> left;  // of the deadline that the client named
};

/// The request head for a provider, not signed yet. What belongs to the client's own account or to
/// its hop stays here: Authorization, cookies, organisation, hop-by-hop fields.
http::Head upstream_head(const http::Fields& client, const UpstreamTarget& target,
                         std::size_t body_size);

/// A provider's fields for the client: without framing, cookies, our account and hop-by-hop ones.
http::Fields client_fields(const http::Fields& upstream);
/// … of a stream.
http::Fields stream_fields(const http::Fields& upstream);

/// What the client grants the whole request; nothing when absent or not a whole number.
std::optional<Duration> deadline_of(const http::Fields& fields);

}  // namespace gameday::gateway
