#pragma once
// What `notify` and `schedule.preflight` share: programs, addresses, and values of variables.

#include <optional>
#include <string>
#include <vector>

#include "config/scenario_parts.hpp"
#include "rig/hooks/options.hpp"

namespace gameday::config {

/// `[./page.sh, now]`: an argv. A first word with a slash is a path beside the scenario; one
/// without is looked for in PATH.
std::vector<std::string> read_command(MapReader& map, std::string_view key, const Reading& reading);

/// `env.NAME` and what it holds now; nothing, with a problem, when it is anything else.
std::optional<rig::FromEnvironment> read_variable(MapReader& map, std::string_view key,
                                                  const Reading& reading,
                                                  std::string_view instead_of);

/// An http or https URL; empty, with a problem that does not repeat it, when it is none.
std::string read_url(MapReader& map, std::string_view key);

}  // namespace gameday::config
