#pragma once
// What a request must be before any provider is bothered with it. Pure.

#include <optional>
#include <string_view>

#include "gateway/answer.hpp"
#include "llm/request_reader.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// Fills in what the stack needs to know of request.body; else what the caller is told.
using RequestCheck = std::optional<ErrorAnswer> (*)(policy::Request&, llm::RequestReader&);

/// Of our own header fields.
std::optional<ErrorAnswer> mistake_in_fields(policy::Request& request);

std::optional<ErrorAnswer> mistake_in_chat(policy::Request& request, llm::RequestReader& reader);
/// As many choices as there are inputs.
std::optional<ErrorAnswer> mistake_in_embeddings(policy::Request& request, llm::RequestReader&);

}  // namespace gameday::gateway
