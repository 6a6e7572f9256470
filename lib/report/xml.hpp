#pragma once
// Text for XML 1.0 and HTML, wherever it came from: nothing in it can open a tag, close an
// attribute or break the document.

#include <string>
#include <string_view>

namespace gameday::report {

/// For text and for attributes in double quotes. What XML 1.0 (section 2.2) does not allow at all,
/// control characters and bytes that are no UTF-8, becomes U+FFFD. Signs that turn the direction of
/// writing (U+202A to U+202E, U+2066 to U+2069) too: they make a line lie about its order.
std::string xml_text(std::string_view text);

}  // namespace gameday::report
