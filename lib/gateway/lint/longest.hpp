#pragma once
// The longest and the busiest way through the legs of a chain, whatever the dice say.

#include <optional>
#include <vector>

#include "gateway/lint/leg.hpp"

namespace gameday::gateway::lint {

struct Longest {
  Duration time{};
  bool cut = false;  // the deadline ends it
};
/// A draw that would put a wait just inside the deadline makes the request last until then.
Longest longest(const std::vector<Leg>& legs, std::optional<Duration> deadline);

/// Tries that begin before the deadline, with waits as short as they may be.
std::uint32_t most_tries(const std::vector<Leg>& legs, std::optional<Duration> deadline);

}  // namespace gameday::gateway::lint
