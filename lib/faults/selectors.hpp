#pragma once
// Reads the keys that choose attempts: which kind, which in the count, which share.

#include "base/map_reader.hpp"
#include "faults/injection.hpp"
#include "faults/words.hpp"

namespace gameday::faults {

/// The keys that read_selectors() reads.
const Words& selector_words();

/// What `map` says stands on top of what `selectors` holds already (a slug's own).
void read_selectors(MapReader& map, Selectors& selectors);

/// Its part about places in the count: skip, first, every, sequence, above_rate and burst …
void read_counters(MapReader& map, Selectors& selectors);
/// … and what is counted or drawn for; last, for it needs something to count or draw.
void read_per(MapReader& map, Selectors& selectors);

}  // namespace gameday::faults
