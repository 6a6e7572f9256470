#pragma once
// The small print of a rate limit: of what there is too much, and whether the message names a wait.

#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::faults {

/// A limit of tokens a minute in place of requests; fields follow.
void say_tokens(llm::Dialect dialect, llm::TrueAnswer& answer);
/// Without `Please try again in 1s.`
void say_no_wait(llm::TrueAnswer& answer);

}  // namespace gameday::faults
