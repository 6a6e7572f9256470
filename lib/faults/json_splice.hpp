#pragma once
// Changes of one value in a JSON text by JSON pointer (RFC 6901): all other bytes stay as they
// came, blanks and spellings of numbers included. Of a name that stands twice the last one counts,
// as for most readers.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gameday::faults {

/// One JSON value and nothing else (RFC 8259).
bool is_json(std::string_view text);

struct JsonSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

// All three: `json` is_json().

/// Where the value stands; nothing: there is none.
std::optional<JsonSpan> find_value(std::string_view json, std::string_view pointer);
/// `value` is JSON. What is missing on the way is made, as objects; `-` is behind a list's last.
/// False: a value on the way can have nothing inside.
bool set_value(std::string& json, std::string_view pointer, std::string_view value);
/// False: there was none.
bool unset_value(std::string& json, std::string_view pointer);

}  // namespace gameday::faults
