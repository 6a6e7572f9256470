#pragma once
// JSON whose numbers no machine can hold, for a look at its form. No I/O.

#include <string>
#include <string_view>

namespace gameday::llm {

/// The same with shorter numbers: JSON where `json` is, and none where it is none. simdjson takes
/// integers of 64 bits and doubles; the grammar (RFC 8259, section 6) has no bounds.
std::string with_short_numbers(std::string_view json);

}  // namespace gameday::llm
