#pragma once
// Whether a run that a scheduler has just started may take place: asked by `run --scheduled`. The
// scheduler may fire on a superset of the cron (not all know `TUE#1`); the run then skips itself.
// Pure.

#include <optional>
#include <string>

#include "scenario/schedule/firings.hpp"

namespace gameday::schedule {

/// A scheduler whose clock is a little ahead of ours still means this firing. Machines that keep
/// their time by NTP are within a tenth of a second; more would let a start by hand use it up.
inline constexpr Duration early = 5s;

struct Admission {
  std::optional<Firing> firing;  // the one it is started for
  std::string why_not;           // empty: it may
  bool due = false;              // it is its time; else nobody waits for it, and nobody is told
  std::string next;              // when it will: one sentence; empty: it never will
};

/// `handled`: the firing for which it was started last, if known.
Admission admit(const Options& options, WallTime now, Duration length,
                std::optional<WallTime> handled);

/// The next firing after `now` that nothing stands against, among the next 1,000.
std::optional<Firing> next_allowed(const Options& options, WallTime now, Duration length);

}  // namespace gameday::schedule
