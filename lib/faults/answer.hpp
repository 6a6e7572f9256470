#pragma once
// What a `respond` says on the wire: the provider's true answer, a page, or somebody's own bytes,
// with the waiting hint it asked for.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "faults/injection.hpp"
#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::faults {

/// Whom it answers.
struct AnswerTo {
  llm::Dialect dialect = llm::Dialect::openai;  // the provider's; Respond::dialect overrides it
  std::uint64_t id = 0;                         // makes the request id
  std::string_view model;                       // what the caller asked for
  bool streamed = false;                        // it asked for a stream
  std::uint64_t turn = 0;                       // of the decision: which raw hint is next
  std::optional<Duration> next_token;           // of the decision
  std::optional<WallTime> wall;                 // for moments in the fields; none: left out
};

/// The status it will answer with; 0: a raw answer that says none.
int status_of(const Respond& respond, llm::Dialect dialect);

/// The wait it names to the caller; automatic: the time to the next token, 1 s on a rate limit and
/// on slow-down, else none.
std::optional<Duration> hint_of(const Respond& respond, std::optional<Duration> next_token = {});

/// Not for raw ones. Content-Length is the body's. A status without a body (204, 304) has none.
llm::TrueAnswer answer_of(const Respond& respond, const AnswerTo& to);

}  // namespace gameday::faults
