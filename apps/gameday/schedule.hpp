#pragma once
// What `gameday schedule` was asked for.

#include <cstdint>
#include <string>

namespace gameday::app {

struct ScheduleOptions {
  std::string path;        // a scenario file, or a folder of them
  std::uint64_t next = 0;  // how many coming firings to print; 0: keep running
  std::string from;        // of those: not from now on, but from this instant
  bool json = false;
};

/// The exit code.
int schedule_command(const ScheduleOptions& options);

struct ExportOptions {
  std::string kind;  // systemd, cronjob, buildkite, github
  std::string file;
  std::string out;  // a folder; empty: stdout
};

int export_command(const ExportOptions& options);

}  // namespace gameday::app
