#pragma once
// Writes one streamed answer at its pace: one sleep an event, what is due together in one write.

#include <string_view>
#include <vector>

#include "http/exchange.hpp"
#include "mock/api.hpp"
#include "mock/pace.hpp"

namespace gameday::mock {

/// Called when the first token is due: it goes out together with the head. `tokens` are pace.tokens
/// pieces of the text. No error when everything was written.
rt::awaitable<error_code> tell(rt::World& world, http::Exchange& exchange, Stream stream,
                               const std::vector<std::string_view>& tokens, const Pace& pace,
                               TimePoint asked);

}  // namespace gameday::mock
