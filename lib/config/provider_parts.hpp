#pragma once
// Pieces of a provider that providers.cpp puts together.

#include "config/scenario_parts.hpp"

namespace gameday::config {

void read_listen(MapReader& map, rig::ProviderPlace& place);

/// `url`: somebody else's, which safety.allow_upstreams must name. Of `mock` only the dialect is
/// meant then.
void read_real_provider(MapReader& map, const Reading& reading, const GameDay& day,
                        mock::Options& mock, rig::ProviderPlace& place);

}  // namespace gameday::config
