#pragma once
// One request of the load, sent outside the plan: is anybody there, and what do they say?

#include <string>

#include "load/options.hpp"
#include "load/target.hpp"
#include "rt/world.hpp"

namespace gameday::rig {

struct ProbeAnswer {
  bool answered = false;
  std::string words;  // `answered`, `answered 401 (invalid_api_key)`, or why there is no answer
};

/// Carries the marker of base/marker.hpp's probe_ordinal, and waits no longer than a client of the
/// load would.
rt::awaitable<ProbeAnswer> probe(rt::World& world, load::Target target, const load::Options& load);

}  // namespace gameday::rig
