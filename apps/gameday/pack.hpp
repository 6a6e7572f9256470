#pragma once
// The rows that `gameday verify` plays: every .yaml of a folder, by default of the shipped one.

#include <optional>
#include <string>
#include <vector>

#include "rig/verify/row.hpp"

namespace gameday::app {

inline constexpr std::size_t most_rows = 200;  // a rig each, side by side

/// `folder` as the user named it, or empty: scenarios/verify of the share folder. `wanted`: names
/// of rows; none: all. Sorted as a reader wants them: failures first, by name, then controls.
/// Nothing when a file cannot be read or a wanted row is not there; what is wrong has been printed.
std::optional<std::vector<rig::Row>> read_pack(const std::string& folder,
                                               const std::vector<std::string>& wanted);

}  // namespace gameday::app
