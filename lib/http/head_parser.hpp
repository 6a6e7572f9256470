#pragma once
// One complete head (start line to blank line, inclusive) into a Head: Beast's parser, then the
// strict check of what Beast lets through and an attacker could smuggle with (RFC 9112 §6, §11.2).

#include <cstddef>
#include <span>

#include "http/reader.hpp"

namespace gameday::http {

/// Fills all of `head`; Malformed::none when it is good. `to_head_request` is for responses.
Malformed parse_head(MessageReader::Kind kind, std::span<const std::byte> bytes,
                     bool to_head_request, Head& head);

}  // namespace gameday::http
