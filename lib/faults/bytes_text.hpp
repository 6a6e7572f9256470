#pragma once
// Bytes that a file can only name: `hex: "80ff"`.

#include <optional>
#include <string>
#include <string_view>

#include "base/map_reader.hpp"

namespace gameday::faults {

/// The bytes under `key` of `map`; empty, with a problem, when they are no pairs of hex digits.
std::string read_hex(MapReader& map, std::string_view key);
/// Nothing when they are no pairs of hex digits.
std::optional<std::string> bytes_of_hex(std::string_view text);
/// Back again, for canonical forms and descriptions.
std::string hex_of(std::string_view bytes);

}  // namespace gameday::faults
