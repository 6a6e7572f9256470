// gameday schedule export KIND FILE: the schedule for a scheduler that is there already.

#include <array>
#include <filesystem>

#include <fmt/format.h>

#include "base/problem.hpp"
#include "child_runs.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "folder.hpp"
#include "rt/real_world.hpp"
#include "scenario/schedule/exports.hpp"
#include "scenario/schedule/obstacle.hpp"
#include "scenario_folder.hpp"
#include "schedule.hpp"
#include "scheduled.hpp"

namespace gameday::app {
namespace {

namespace fs = std::filesystem;

using Export = std::vector<schedule::ExportedFile> (*)(const schedule::Exporting&);

struct Kind {
  std::string_view name;
  Export make;
  bool this_machine;  // what it calls lies here: absolute paths
};

constexpr std::array<Kind, 4> kinds = {{{"systemd", schedule::export_systemd, true},
                                        {"cronjob", schedule::export_cronjob, false},
                                        {"buildkite", schedule::export_buildkite, false},
                                        {"github", schedule::export_github, false}}};

const Kind* find_kind(const std::string& name) {
  std::vector<std::string_view> known;
  for (const Kind& kind : kinds) {
    if (kind.name == name) {
      return &kind;
    }
    known.push_back(kind.name);
  }
  print_error(fmt::format("export: \"{}\" is no kind; it takes {}{}", name.substr(0, 64),
                          fmt::join(known, ", "), did_you_mean(name.substr(0, 64), known)));
  return nullptr;
}

/// With --out into its folder, else one after the other to stdout.
int put(const std::vector<schedule::ExportedFile>& files, const std::string& out) {
  if (out.empty()) {
    std::string_view between;
    for (const schedule::ExportedFile& file : files) {
      fmt::print("{}# {}\n{}", between, file.name, file.text);
      between = "\n";
    }
    return exit_pass;
  }
  std::error_code ec;
  fs::create_directories(out, ec);
  for (const schedule::ExportedFile& file : files) {
    const std::string path = (fs::path(out) / file.name).string();
    const std::string problem = write_file(path, file.text);
    if (!problem.empty()) {
      print_error(problem);
      return exit_invalid;
    }
    fmt::print("{}\n", path);
  }
  return exit_pass;
}

}  // namespace

int export_command(const ExportOptions& options) {
  const Kind* kind = find_kind(options.kind);
  if (kind == nullptr) {
    return exit_invalid;
  }
  ReadScenario read = read_scenario(options.file);
  if (read.day) {
    add_schedule_doubts(*read.day, read.findings);
  }
  print_findings(read.findings);
  if (!read.day) {
    return exit_invalid;
  }
  const scenario::Scenario& scenario = read.day->scenario;
  if (!scenario.schedule || !scenario.schedule->cron) {
    print_error(options.file +
                ": has no schedule.cron; write schedule: {cron: \"0 10 * * TUE#1\"}");
    return exit_invalid;
  }
  std::error_code ec;
  schedule::Exporting what{
      *scenario.schedule, options.file, "gameday", GAMEDAY_VERSION, {}, {}, {}};
  what.length = schedule::planned_length(scenario);
  what.drain = scenario.load.timeout;
  what.now = rt::Epoch::start().wall;
  if (kind->this_machine) {
    what.file = fs::absolute(options.file, ec).lexically_normal().string();
    what.program = own_program();
  }
  return put(kind->make(what), options.out);
}

}  // namespace gameday::app
