#pragma once
// Reads places in an answer: `after: 5 deltas`, `before: done`.

#include <optional>
#include <string_view>

#include "base/map_reader.hpp"
#include "faults/point.hpp"

namespace gameday::faults {

/// The value of `key`, which says what comes before the place (`after`, and slugs' parameters).
std::optional<Point> read_after(MapReader& map, std::string_view key = "after");

/// Exactly one of `after` and `before` of `map`.
std::optional<Point> read_point(MapReader& map);

}  // namespace gameday::faults
