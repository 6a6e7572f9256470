#pragma once
// Reads what shall happen: one action's map, or a catalogue slug with its parameters beside it.
// Each adds a problem for all that is wrong, and leaves out what it could not read.

#include <optional>
#include <string>

#include "base/map_reader.hpp"
#include "faults/injection.hpp"

namespace gameday::faults {

/// The map under the key `respond` of `map`.
std::optional<Respond> read_respond(MapReader& map);
/// The map under the key `delay` of `map`.
std::optional<Delay> read_delay(MapReader& map);
/// `retry_after` of an action or a slug; `otherwise` when it is absent or wrong.
RetryAfterHint read_retry_after(MapReader& map, const RetryAfterHint& otherwise);

/// Delay, answer and default share that `slug` stands for; its parameters are keys of `map`.
/// Nothing when this version has no such slug.
std::optional<Injection> read_slug(const std::string& slug, MapReader& map);

}  // namespace gameday::faults
