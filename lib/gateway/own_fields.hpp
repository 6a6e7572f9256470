#pragma once
// What a request's body says to the gateway itself: `fallbacks` (which targets may step in) and
// `deadline_ms`. It is taken out before any provider sees the body. Pure.

#include <optional>
#include <vector>

#include "gateway/answer.hpp"
#include "gateway/options.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// A deadline ends up in the head, as if it had been named there. What the caller is told when one
/// of the two cannot be meant; then the request stays as it was.
std::optional<ErrorAnswer> take_own_fields(policy::Request& request,
                                           const std::vector<Target>& chain);

}  // namespace gameday::gateway
