#pragma once
// What a `respond` says on the wire: the provider's true answer, with the hint it asked for.

#include <cstdint>
#include <optional>
#include <string_view>

#include "faults/injection.hpp"
#include "llm/error_words.hpp"

namespace gameday::faults {

/// The status it will answer with.
int status_of(const Respond& respond);

/// The wait it names to the caller; automatic: 1 s on a rate limit and on slow-down, else none.
std::optional<Duration> hint_of(const Respond& respond);

/// `id` makes the request id, `model` is what the caller asked for.
llm::TrueAnswer answer_of(const Respond& respond, std::uint64_t id, std::string_view model);

}  // namespace gameday::faults
