#pragma once
// Text that somebody else wrote, made fit to stand in one line of a terminal, a log or a message:
// no line breaks, no escape sequences, nothing that turns the direction of what follows.

#include <cstddef>
#include <string>
#include <string_view>

namespace gameday {

/// Control characters (C0, DEL, C1) and bidirectional marks become blanks, bytes that are no UTF-8
/// become U+FFFD. At most `most` bytes; if something was cut, it ends with `…`.
std::string one_line(std::string_view text, std::size_t most);

}  // namespace gameday
