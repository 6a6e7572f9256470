#pragma once
// What single fields say, where more than one room reads them.

#include <string_view>

#include "http/message.hpp"

namespace gameday::http {

inline constexpr std::string_view event_stream = "text/event-stream";

/// Of Content-Type, without its parameters; empty when there is none.
std::string_view media_type(const Fields& fields);
/// A Content-Encoding other than identity.
bool is_encoded(const Fields& fields);
/// The credential of `Authorization: Bearer …` (RFC 6750); empty when there is none.
std::string_view bearer_of(const Fields& fields);

}  // namespace gameday::http
