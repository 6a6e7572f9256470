#pragma once
// The bytes that an `insert` puts between the source's.

#include <string>

#include "faults/fit.hpp"

namespace gameday::faults {

/// Whole blocks of an event stream, or bytes; empty for a replay, whose events are the stream's.
std::string inserted_text(const Insert& insert, const AnswerHead& head);
/// What a unary body becomes that shall be an error (Insert::or_body).
std::string error_body(const Insert& insert, const AnswerHead& head);
/// Whether clients see an event in it: comments and pings are none.
bool is_event(const Insert& insert);
/// Bytes can be put anywhere; what is made of events belongs between events.
bool needs_stream(const Insert& insert);

}  // namespace gameday::faults
