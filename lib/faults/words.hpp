#pragma once
// The words of an injection that it refuses by name until it has them, and help with lists.

#include <string>
#include <string_view>
#include <vector>

namespace gameday::faults {

using Words = std::vector<std::string_view>;

/// Keys of an injection that only later versions understand.
const Words& later_keys();
/// Slugs of the catalogue that only later versions have.
const Words& later_slugs();
/// … that are scenario files of their own, never a `fault:`.
const Words& scenario_slugs();

bool contains(const Words& words, std::string_view word);
/// `a, b or c`
std::string listed(const Words& words);

}  // namespace gameday::faults
