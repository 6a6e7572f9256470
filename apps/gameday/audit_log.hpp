#pragma once
// The append-only log of what game days did on this machine: audit.jsonl in the state folder, one
// JSON object a line, written with O_APPEND in one write, so that several runs may share it.
// Who, what file with which hash, faults on and off, guards, skips, and why.

#include <map>
#include <string>

namespace gameday::app {

struct AuditEntry {
  std::string at;    // empty: now
  std::string what;  // started, fault on, fault off, guard, stopped, finished, skipped, refused,
                     // latched, cleared
  std::string file;  // the scenario's, or empty
  std::string hash;  // of its text
  std::string run;   // the run's folder, or empty
  std::string why;
  std::map<std::string, std::string> more;
};

// One line stays far below what a file system writes in one go, whatever a scenario names.
inline constexpr std::size_t longest_audit_field = 512;
inline constexpr std::size_t most_audit_fields = 16;  // of `more`

/// The line, with its line feed. Empty fields are left out.
std::string audit_line(const AuditEntry& entry);

/// User, machine and process are added here. Empty, or what went wrong: told, never fatal.
std::string audit(const AuditEntry& entry);
/// The same; what went wrong is told on stderr.
void audit_or_tell(const AuditEntry& entry);

}  // namespace gameday::app
