#pragma once
// What a request must be before any provider is bothered with it. Pure.

#include <optional>
#include <string>

#include "gateway/answer.hpp"
#include "llm/request_reader.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// Of a body, besides what the stack needs to know.
struct BodyNotes {
  std::string model;
  bool for_gateway = false;  // take_own_fields() finds something
};

/// Fills in what the stack needs to know of request.body, and the notes; else what the caller is
/// told.
using RequestCheck = std::optional<ErrorAnswer> (*)(policy::Request&, BodyNotes&,
                                                    llm::RequestReader&);

std::optional<ErrorAnswer> mistake_in_chat(policy::Request& request, BodyNotes& notes,
                                           llm::RequestReader& reader);
/// As many choices as there are inputs.
std::optional<ErrorAnswer> mistake_in_embeddings(policy::Request& request, BodyNotes& notes,
                                                 llm::RequestReader&);

/// Of our own header fields.
std::optional<ErrorAnswer> mistake_in_fields(policy::Request& request);

}  // namespace gameday::gateway
