#pragma once
// What the server itself answers when a request cannot be read, or nobody answered it.

#include <string>

#include "http/reader.hpp"

namespace gameday::http {

int status_for(Malformed why);

/// A whole response with Connection: close.
std::string refusal(int status);

}  // namespace gameday::http
