#pragma once
// The pieces of a gateway's config that stand on top and, for what differs, under a provider.

#include <optional>
#include <string_view>

#include "base/map_reader.hpp"
#include "config/gateway.hpp"
#include "gateway/options.hpp"

namespace gameday::config {

/// Whole milliseconds, 1 ms (or 0, where that is allowed) to 24 h; nothing when absent.
std::optional<Duration> milliseconds_of(MapReader& map, std::string_view key, Duration least);

/// `timeouts_ms` and `retry` of this map change only what they name.
void read_timeouts(MapReader& map, gateway::Timeouts& timeouts);
void read_retry(MapReader& map, gateway::Retry& retry);

std::vector<gateway::Key> read_keys(MapReader& map, const Environment& environment);

/// `"//": "a comment"` may stand in any object.
void allow_comment(MapReader& map);

}  // namespace gameday::config
