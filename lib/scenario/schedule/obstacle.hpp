#pragma once
// Why a run may not take place when it would: windows and freezes. The whole run must fit, from its
// first request to the end of its last drain. Pure.

#include <optional>
#include <string>

#include "scenario/schedule/options.hpp"

namespace gameday::scenario {
struct Scenario;
}

namespace gameday::schedule {

/// One sentence without a full stop; empty: it may.
std::string obstacle(const Options& options, WallTime start, Duration length);

/// Every window is too short for a run of `length`; then no firing will ever run.
bool fits_no_window(const Options& options, Duration length);

/// The longest that a run of this scenario takes: its windows, and the longest drain after each.
Duration planned_length(const scenario::Scenario& scenario);

/// `MON-THU 09:30 to 16:00`
std::string to_text(const Window& window);

}  // namespace gameday::schedule
