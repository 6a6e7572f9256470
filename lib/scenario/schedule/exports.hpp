#pragma once
// A schedule in the words of a scheduler that a team already runs. Pure: texts out.
//
// Every text calls `gameday run --scheduled FILE`, which knows the whole schedule. What a scheduler
// cannot say (`TUE#1` in a CronJob, a time that clocks skip) becomes a superset: it fires on more
// minutes, the run skips itself with exit code 7, and the text says so.

#include <string>
#include <string_view>
#include <vector>

#include "scenario/schedule/options.hpp"

namespace gameday::schedule {

struct Exporting {
  const Options& options;  // with a cron
  std::string file;        // the scenario, as that machine finds it
  std::string program;     // gameday there; an absolute path for systemd
  std::string version;     // of this program, for image tags
  Duration length{};       // planned_length()
  Duration drain{};        // until a run that is told to end has healed and ended
  WallTime now;            // clocks are put forward at known dates from now on
};

struct ExportedFile {
  std::string name;
  std::string text;
};

/// A timer and a service: exact, by systemd.time(7).
std::vector<ExportedFile> export_systemd(const Exporting& what);
/// A Kubernetes CronJob.
std::vector<ExportedFile> export_cronjob(const Exporting& what);
/// A pipeline, and the schedule that starts it.
std::vector<ExportedFile> export_buildkite(const Exporting& what);
/// A workflow of GitHub Actions.
std::vector<ExportedFile> export_github(const Exporting& what);

}  // namespace gameday::schedule
