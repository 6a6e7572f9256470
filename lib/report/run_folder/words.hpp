#pragma once
// What run.json's writer and reader must agree on.

#include <array>

namespace gameday::report {

inline constexpr int run_version = 1;
inline constexpr std::array end_words = {
    "finished", "interrupted", "aborted",
    "broken",   "incomplete",  "unhealthy"};  // in the order of verdict::RunEnd

}  // namespace gameday::report
