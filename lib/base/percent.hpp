#pragma once
// Percent-encoding (RFC 3986, 2.1) of parts of URLs.

#include <optional>
#include <string>
#include <string_view>

namespace gameday {

/// The marks that need no encoding anywhere in a URL.
inline constexpr std::string_view unreserved_marks = "-._~";

/// All but ASCII letters, digits and `plain`: `a/b c` -> `a%2Fb%20c`
std::string percent_encoded(std::string_view text, std::string_view plain = unreserved_marks);
/// Nothing: a `%` without two hex digits behind it.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace gameday
