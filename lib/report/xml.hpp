#pragma once
// Text for XML 1.0 and HTML, wherever it came from: nothing in it can open a tag, close an
// attribute or break the document.

#include <string>
#include <string_view>

namespace gameday::report {

/// For text and for attributes in double quotes. White space stays; what is not harmless otherwise
/// (inert.hpp), which is all that XML 1.0 (section 2.2) forbids and more, becomes U+FFFD.
std::string xml_text(std::string_view text);

}  // namespace gameday::report
