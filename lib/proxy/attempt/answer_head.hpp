#pragma once
// What the head of an answer tells a deed.

#include "faults/fit.hpp"
#include "http/message.hpp"

namespace gameday::proxy {

/// `declared`: what the provider is said to speak; undeclared, the request's path tells.
std::optional<llm::Dialect> dialect_of(const http::Head& request,
                                       const std::optional<llm::Dialect>& declared);

/// Without a dialect, id and model, which are the attempt's.
faults::AnswerHead answer_head_of(const http::Head& request, const http::Head& answer);

}  // namespace gameday::proxy
