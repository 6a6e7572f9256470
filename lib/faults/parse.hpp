#pragma once
// Reads one injection's selectors and deed from a map, for scenario files and the control API
// alike. The caller takes `into`, `at` and `for` from the same map itself and calls finish() last.
// What this version does not have is refused by its name; an unknown word gets a did-you-mean.

#include <optional>
#include <string>
#include <vector>

#include "base/map_reader.hpp"
#include "faults/injection.hpp"
#include "faults/named_files.hpp"

namespace gameday::faults {

/// Nothing when the map does not say what shall happen; a problem has been added then. Without
/// `name` it is called after its slug, else after its first action. `files`: none can be named.
std::optional<Injection> parse_injection(MapReader& map, const NamedFiles& files = {});

/// Tells equal names in one list apart: the second and third become `NAME-2`, `NAME-3`; so put
/// those first that must keep theirs. Names in a list are the keys of its counters.
void unique_names(const std::vector<Injection*>& list);

/// For a reader: `429 with Retry-After: 20 s, every attempt`; `stream cut by RST after 5 deltas,
/// 30% of attempts, streamed only`. `dialects` are those of the providers it goes into.
std::string describe(const Injection& injection,
                     const std::vector<llm::Dialect>& dialects = {llm::Dialect::openai});

}  // namespace gameday::faults
