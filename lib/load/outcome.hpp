#pragma once
// What a client's call came to: one outcome out of an answer or a failure. Pure.

#include "http/client.hpp"
#include "record/records.hpp"

namespace gameday::load {

/// Fills outcome, status, model, tokens and error. A 2xx is ok only when it is a whole answer.
void note_answer(record::RequestRecord& record, const http::Response& answer);
/// FIN or RST inside a message is a reset; our own limit a timeout; a stop leaves it unfinished.
void note_failure(record::RequestRecord& record, const http::CallError& error);

}  // namespace gameday::load
