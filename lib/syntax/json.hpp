#pragma once
// JSON text (RFC 8259) to a Value tree with places. Numbers keep their text as written. No
// comments, no trailing commas, no duplicate keys.

#include <optional>
#include <string_view>

#include "base/problem.hpp"
#include "base/value.hpp"

namespace gameday::syntax {

/// Nothing if there was any error.
std::optional<Value> parse_json(std::string_view file, Problems& problems);

}  // namespace gameday::syntax
