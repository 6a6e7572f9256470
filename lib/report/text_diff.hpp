#pragma once
// The lines in which two texts differ, as `- only in the first`, `+ only in the second`; equal
// lines are left out. Longest common subsequence; texts are configs, a few hundred lines.

#include <string>
#include <string_view>

namespace gameday::report {

std::string differing_lines(std::string_view first, std::string_view second);

}  // namespace gameday::report
