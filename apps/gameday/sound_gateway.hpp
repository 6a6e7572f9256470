#pragma once
// A gateway's config as one that may run: read, and looked at before it is taken.

#include <optional>
#include <string>

#include "gateway/options.hpp"

namespace gameday::app {

/// Nothing, and why on stderr, when it is not sound. Lint's errors are told too, as warnings: they
/// do not keep anybody from running it. `again`: one runs already, and goes on.
std::optional<gateway::Options> read_sound_gateway(const std::string& path,
                                                   const std::string& listen, bool again);

}  // namespace gameday::app
