#pragma once
// What a chat request must be before any provider is bothered with it. Pure.

#include <optional>
#include <string_view>

#include "gateway/answer.hpp"
#include "llm/request_reader.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// Fills in what the stack needs to know of request.body; else what the caller is told.
std::optional<ErrorAnswer> mistake_in(policy::Request& request, llm::RequestReader& reader);

}  // namespace gameday::gateway
