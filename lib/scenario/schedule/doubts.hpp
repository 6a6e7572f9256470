#pragma once
// What is allowed in a schedule but may not be meant. Pure; dates hang on `now`.

#include <string>
#include <vector>

#include "scenario/schedule/options.hpp"

namespace gameday::schedule {

/// Sentences about the cron: both day fields given (with the next five firings), and that no window
/// or freeze lets any of the next firings run.
std::vector<std::string> doubts(const Options& options, WallTime now, Duration length);

}  // namespace gameday::schedule
