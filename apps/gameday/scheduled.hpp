#pragma once
// What `schedule:` of a file means for a run: obeyed with --scheduled, only told without it.

#include <optional>

#include "admission.hpp"
#include "file_lock.hpp"

namespace gameday::app {

/// Held for as long as the run goes on.
struct ScheduleHold {
  FileLock machine;  // shared by runs that allow others beside them
  FileLock own;      // of the scenario file
  bool due = false;  // its time has come, whether it may run or not
};

/// The chain: cron (within start_deadline) → windows → freezes → locks. A firing that is admitted
/// here counts as having had its run, whatever becomes of it: nothing is caught up. A simulated run
/// disturbs nobody: it takes no lock and uses no firing up.
std::optional<Refusal> scheduled_refusal(const RunOptions& options, const config::GameDay& day,
                                         ScheduleHold& hold);

/// By hand cron does not count; a window or a freeze that would forbid it is told on stderr.
void warn_of_schedule(const config::GameDay& day);

/// Adds what may not be meant about the cron, with its place in the file.
void add_schedule_doubts(const config::GameDay& day, config::Findings& findings);

}  // namespace gameday::app
