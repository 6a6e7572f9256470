#pragma once
// What an edit makes of the data of one event, or of a whole unary body.

#include <string>

#include "faults/edit.hpp"

namespace gameday::faults {

enum class TextChange : std::uint8_t { none, done, not_json };

/// `text` in place, by an op that is about text: cut, set, unset, replace, overwrite.
TextChange change_text(const Edit& edit, std::string& text);

}  // namespace gameday::faults
