#pragma once
// Writes one streamed answer at its pace: one sleep an event, what is due together in one write.

#include <vector>

#include "http/exchange.hpp"
#include "mock/api.hpp"
#include "mock/pace.hpp"

namespace gameday::mock {

/// Called when the first piece is due: it goes out together with the head. No error when everything
/// was written.
rt::awaitable<error_code> tell(rt::World& world, http::Exchange& exchange, Stream stream,
                               const std::vector<Piece>& pieces, const Pace& pace, TimePoint asked);

}  // namespace gameday::mock
