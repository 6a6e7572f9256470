#include "scenario_folder.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "base/one_line.hpp"
#include "console.hpp"
#include "file_stamp.hpp"
#include "rig/hooks/delivery.hpp"
#include "scenario/schedule/obstacle.hpp"
#include "schedule_ledger.hpp"

namespace gameday::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_problem = 300;  // of a file that is not valid, in the log

bool is_scenario(const fs::path& path) {
  const std::string name = path.filename().string();
  return !name.starts_with('.') && (path.extension() == ".yaml" || path.extension() == ".yml");
}

std::string first_error(const config::Findings& findings) {
  std::size_t errors = 0;
  std::string first;
  for (const Problem& problem : findings.problems) {
    if (problem.severity == Problem::Severity::error) {
      first = errors++ == 0 ? to_line(problem) : first;
    }
  }
  return one_line(first, longest_problem) +
         (errors > 1 ? fmt::format(" (and {} more)", errors - 1) : "");
}

}  // namespace

ReadScenario read_scenario(const std::string& file) {
  ReadScenario read;
  read.day = config::read_game_day(file, {}, environment, read.findings);
  return read;
}

std::string ScenarioFolder::problem() const {
  std::error_code ec;
  if (!fs::exists(path_, ec)) {
    return path_ + ": there is no such file or folder";
  }
  return {};
}

std::vector<schedule::Seen> ScenarioFolder::look() {
  std::error_code ec;
  std::vector<std::string> files;
  if (fs::is_directory(path_, ec)) {
    for (fs::directory_iterator at(path_, ec), end; !ec && at != end; at.increment(ec)) {
      if (is_scenario(at->path())) {
        files.push_back(at->path().lexically_normal().string());
      }
    }
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(path_);
  }
  if (files.size() > most_scenarios && !too_many_) {
    print_error(fmt::format("{}: {} scenarios; only the first {} by name are kept", path_,
                            files.size(), most_scenarios));
  }
  too_many_ = files.size() > most_scenarios;
  files.resize(std::min(files.size(), most_scenarios));
  std::vector<schedule::Seen> list;
  for (const std::string& file : files) {
    std::string stamp = stamp_of(file);
    if (!stamp.empty()) {
      list.push_back({file, std::move(stamp)});
    }
  }
  return list;
}

schedule::Checked ScenarioFolder::read(const std::string& file) {
  ReadScenario read = read_scenario(file);
  schedule::Checked checked;
  if (!read.day) {
    checked.problem = first_error(read.findings);
    return checked;
  }
  const scenario::Scenario& scenario = read.day->scenario;
  schedule::Entry entry;
  entry.options = scenario.schedule.value_or(schedule::Options{});
  entry.length = schedule::planned_length(scenario);
  const auto leads = rig::leads_of(read.day->rig.hooks);
  entry.lead.assign(leads.begin(), leads.end());
  checked.entry = std::move(entry);
  return checked;
}

std::optional<WallTime> ScenarioFolder::dealt_with(const std::string& file) {
  return read_ledger(file, Noted::dealt_with);
}

void ScenarioFolder::deal_with(const std::string& file, WallTime until) {
  const std::string problem = write_ledger(file, Noted::dealt_with, until);
  if (problem != told_) {  // a full disk stays full: once is enough
    told_ = problem;
    if (!problem.empty()) {
      print_error(problem);
    }
  }
}

}  // namespace gameday::app
