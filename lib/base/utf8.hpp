#pragma once
// What valid UTF-8 is (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).

#include <cstddef>
#include <string_view>

namespace gameday {

/// Length of the valid sequence that `text` begins with, 1 to 4; 0 when it is not one (or empty).
std::size_t utf8_sequence(std::string_view text);

/// Characters in valid UTF-8; a byte that belongs to none counts as one.
std::size_t utf8_length(std::string_view text);

}  // namespace gameday
