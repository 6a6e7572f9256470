#pragma once
// How long after the end of the fault an arm was well again: from the end of the fault window to
// the start of the first 5 s in which no request was due that failed or was degraded.
//
// A request counts when it was meant to be sent, as everywhere: one of the fault window that fails
// late is the fault's. Five seconds that nobody asked in prove nothing, so at least one answer is
// in them; five that reach beyond the recovery window do not either.

#include <optional>
#include <vector>

#include "base/time.hpp"
#include "verdict/trails.hpp"

namespace gameday::verdict {

/// Forty requests at the usual 8/s: shorter, and one lucky pause would count as health.
inline constexpr Duration well_again = 5s;

/// One request of the recovery window.
struct Aftermath {
  Duration at{};      // its intended send, since the end of the fault
  bool well = false;  // answered by the arm's first choice
};

/// None: of another window, or told to leave, which says nothing. `healed`: when the fault ended.
std::optional<Aftermath> aftermath(const record::RequestRecord& request, Trail trail,
                                   const ArmFacts& arm, TimePoint healed);

/// `forever`: not within `window`. None: the window is too short, or empty, to tell.
std::optional<Duration> recovery_time(std::vector<Aftermath> requests, Duration window);

}  // namespace gameday::verdict
