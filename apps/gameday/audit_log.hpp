#pragma once
// The append-only log of what game days did on this machine: $XDG_STATE_HOME/gameday/audit.jsonl,
// one JSON object a line, written with O_APPEND in one write, so that several runs may share it.
// Who, what file with which hash, faults on and off, guards, skips, and why.

#include <map>
#include <string>
#include <string_view>

namespace gameday::app {

/// $XDG_STATE_HOME/gameday, or ~/.local/state/gameday; made when missing. Empty: there is no home.
std::string state_folder();

struct AuditEntry {
  std::string what;  // started, fault on, fault off, guard, stopped, finished, skipped, latched, …
  std::string file;  // the scenario's, or empty
  std::string hash;  // of its text
  std::string run;   // the run's folder, or empty
  std::string why;
  std::map<std::string, std::string> more;
};

/// Time, user and process are added here. Empty, or what went wrong: told, never fatal.
std::string audit(const AuditEntry& entry);

}  // namespace gameday::app
