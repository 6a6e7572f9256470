#pragma once
// Base64 (RFC 4648 §4), padded, without line ends.

#include <string>
#include <string_view>

namespace gameday {

std::string to_base64(std::string_view bytes);

}  // namespace gameday
