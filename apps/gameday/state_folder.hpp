#pragma once
// What outlives a run on this machine, and who is running it: the audit log, the latch, the locks.

#include <string>

namespace gameday::app {

/// $XDG_STATE_HOME/gameday, else ~/.local/state/gameday, whether it exists or not. Empty: there is
/// no home.
std::string state_path();
/// The same, made when missing; empty as well when that cannot be done.
std::string state_folder();

/// Who runs this process, as the system knows it; a number where it has no name.
struct Who {
  std::string user;
  std::string host;
  long process = 0;
};
Who who();

/// As the audit log names a file: it is read from elsewhere.
std::string absolute_path(const std::string& path);

/// Now, `2026-12-08T10:00:00.250Z`.
std::string time_now();

}  // namespace gameday::app
