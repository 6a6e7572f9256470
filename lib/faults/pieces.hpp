#pragma once
// Reads which pieces of an answer an edit means: `event 3`, `delta 5..`, `finish`, `body`.

#include <optional>

#include "base/map_reader.hpp"
#include "faults/edit.hpp"

namespace gameday::faults {

/// The value of `which`, which must be there.
std::optional<Pieces> read_which(MapReader& map);

}  // namespace gameday::faults
