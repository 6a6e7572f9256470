#pragma once
// YAML text to a Value tree with places. A strict subset: one document, no anchors, aliases, tags
// or merge keys, no duplicate keys, no tabs as indentation. Scalars keep their text as written, so
// `yes`, `010` and `12:30` are just texts; whoever asks for a number parses it.

#include <optional>
#include <string_view>

#include "base/problem.hpp"
#include "base/value.hpp"

namespace gameday::syntax {

/// Collections inside one another; design files need about eight.
inline constexpr std::size_t deepest_nesting = 64;

/// Nothing if there was any error; yaml-cpp stops at its first one, ours stop there too.
std::optional<Value> parse_yaml(std::string_view file, Problems& problems);

}  // namespace gameday::syntax
