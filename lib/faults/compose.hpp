#pragma once
// Reads a whole deed: a catalogue entry, actions, or several of them that share one decision.

#include <optional>

#include "base/map_reader.hpp"
#include "faults/injection.hpp"
#include "faults/named_files.hpp"

namespace gameday::faults {

/// Name, slug, default selectors and deed. Nothing when the map does not say what shall happen; a
/// problem has been added then.
std::optional<Injection> read_deed(MapReader& map, const NamedFiles& files);

}  // namespace gameday::faults
