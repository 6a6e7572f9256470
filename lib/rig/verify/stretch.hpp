#pragma once
// A healthy answer that takes as long as a config allows, nearly: the waits of a slow control
// become 80 % of the limits that stand over them, so that a gateway which doubts earlier than it
// says is caught, and one that keeps its word is not.

#include "faults/injection.hpp"
#include "gateway/options.hpp"
#include "mock/options.hpp"
#include "rig/verify/row.hpp"

namespace gameday::rig {

/// What stands over an answer of the first target; `forever` where nothing is declared.
struct Limits {
  Duration headers = forever;  // of that shape
  Duration first_token = forever;
  Duration idle = forever;
  Duration whole = forever;  // of the attempt, the request and the client, whichever is least
};
Limits declared_limits(const gateway::Options& gateway, Shape shape, Duration client_timeout);

/// Sets the delays and stalls of `deed`; `healthy` is how long the mock takes by itself.
void stretch(faults::Deed& deed, const Limits& limits, Duration healthy);

}  // namespace gameday::rig
