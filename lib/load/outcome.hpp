#pragma once
// What a client's call came to: one outcome out of an answer or a failure. Pure.

#include "http/client.hpp"
#include "llm/dialect.hpp"
#include "llm/error_words.hpp"
#include "record/records.hpp"

namespace gameday::load {

/// A whole unary answer: fills outcome, status, model, tokens and error. A 2xx is ok only when it
/// is a whole answer in that dialect.
void note_answer(record::RequestRecord& record, llm::Dialect dialect, const http::Response& answer);
/// FIN or RST inside a message is a reset; our own limit a timeout; a stop leaves it unfinished.
void note_failure(record::RequestRecord& record, const http::CallError& error);

/// Why a 2xx head begins no stream that a client could read: `text/html`, compressed. Empty: it
/// may. Nothing but the head is looked at; a body without a type is read as events.
std::string not_a_stream(const http::Head& head);
/// `body`: what was read of it, for an error object inside a 200.
void note_no_stream(record::RequestRecord& record, std::string why, std::string_view body);

void note_answerer(record::RequestRecord& record, std::string_view model, std::uint64_t tokens);
void note_error(record::RequestRecord& record, const llm::ErrorObject& error);

}  // namespace gameday::load
