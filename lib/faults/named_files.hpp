#pragma once
// Files that an injection names: this room reads none itself. Whoever reads the injection knows
// where they lie, and may have none at all (the control API).

#include <functional>
#include <optional>
#include <string>

#include "base/map_reader.hpp"

namespace gameday::faults {

/// The text of `file`, which the value of `key` of that map names. Nothing when it cannot be had: a
/// problem has been added there.
using NamedFiles = std::function<std::optional<std::string>(MapReader& map, std::string_view key,
                                                            const std::string& file)>;

}  // namespace gameday::faults
