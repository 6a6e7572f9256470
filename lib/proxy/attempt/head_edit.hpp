#pragma once
// Heads are changed only in the lines that must change: the others stay as they came, in their
// order and spelling. A head is what http::MessageReader let through: lines with CRLF, no folds,
// blank line included.

#include <string>
#include <string_view>

#include "faults/head_change.hpp"

namespace gameday::proxy {

/// All fields of that name become one, in the first one's place or at the end.
std::string with_field(std::string_view head, std::string_view name, std::string_view value);
std::string without_field(std::string_view head, std::string_view name);
/// What the action `header` makes of it.
std::string changed(std::string head, const faults::HeadChange& change);

}  // namespace gameday::proxy
