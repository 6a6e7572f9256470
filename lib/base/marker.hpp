#pragma once
// The marker ` [gd:RRRR:NNNNNN]` that ties an attempt to its request through any gateway.
//
// It stands at the end of the last user message: gateways drop headers, not prompts. RRRR is the
// first four hex digits of the plan hash, NNNNNN the request's ordinal in base 36, padded with
// zeros. Ordinals run through the whole scenario, so that a late retry joins its own experiment.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gameday {

struct Marker {
  std::uint16_t run = 0;
  std::uint32_t ordinal = 0;  // < marker_ordinal_limit
  auto operator<=>(const Marker&) const = default;
};

inline constexpr std::uint32_t marker_ordinal_limit = 2'176'782'336U;  // 36^6
/// Of a request outside every plan, which asks whether the fault proxies are passed at all.
inline constexpr std::uint32_t probe_ordinal = marker_ordinal_limit - 1;
inline constexpr std::size_t marker_size = 17;  // with the leading blank

/// ` [gd:9f3c:00002v]`
std::string to_text(const Marker& marker);

/// The last marker in `text`, if any. Works on raw JSON: none of its letters is ever escaped.
std::optional<Marker> find_marker(std::string_view text);

}  // namespace gameday
