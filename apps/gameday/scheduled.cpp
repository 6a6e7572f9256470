#include "scheduled.hpp"

#include <fmt/format.h>

#include "console.hpp"
#include "exit_code.hpp"
#include "rt/real_world.hpp"
#include "scenario/schedule/admission.hpp"
#include "scenario/schedule/doubts.hpp"
#include "scenario/schedule/obstacle.hpp"
#include "schedule_ledger.hpp"
#include "state_folder.hpp"

namespace gameday::app {
namespace {

WallTime wall_now() {
  return rt::Epoch::start().wall;
}

/// Takes one lock into `into`.
std::optional<Refusal> lock(const std::string& path, FileLock::Mode mode, const std::string& file,
                            FileLock& into) {
  const Who me = who();
  const std::string holder =
      fmt::format("process {} of {}, {}, since {}", me.process, me.user, file, time_now());
  auto taken = FileLock::take(path, mode, holder);
  if (taken.lock) {
    into = *std::move(taken.lock);
    return std::nullopt;
  }
  if (!taken.problem.empty()) {
    return Refusal{taken.problem, "Scheduled runs need it, so that no two take place at once",
                   exit_error};
  }
  return Refusal{fmt::format("another scheduled game day goes on: {}", taken.held_by),
                 "This one is not caught up; run it by hand without --scheduled, or let its next "
                 "firing come",
                 exit_skipped};
}

std::optional<Refusal> take_locks(const scenario::Scenario& scenario, ScheduleHold& hold) {
  const std::string folder = schedule_folder();
  if (folder.empty()) {
    return Refusal{"there is no state folder for the lock of scheduled runs",
                   "Set XDG_STATE_HOME or HOME to a folder that can be written to", exit_error};
  }
  const bool forbid = scenario.schedule->concurrency == schedule::Concurrency::forbid;
  const auto mode = forbid ? FileLock::Mode::exclusive : FileLock::Mode::shared;
  if (auto refusal = lock(folder + "/lock", mode, scenario.file, hold.machine)) {
    return refusal;
  }
  return lock(ledger_path(scenario.file) + ".lock", FileLock::Mode::exclusive, scenario.file,
              hold.own);
}

Refusal not_now(const schedule::Admission& admission, const scenario::Scenario& scenario) {
  std::string way_out = admission.next;
  if (way_out.empty()) {
    way_out = scenario.schedule->cron ? "None of its next firings may run"
                                      : "Without a cron it runs whenever a window is open";
  }
  return {admission.why_not, way_out, exit_skipped};
}

}  // namespace

std::optional<Refusal> scheduled_refusal(const RunOptions& options, const config::GameDay& day,
                                         ScheduleHold& hold) {
  const scenario::Scenario& scenario = day.scenario;
  if (!scenario.schedule) {
    return Refusal{"--scheduled: the file has no schedule",
                   "Write schedule: {cron: \"0 10 * * TUE#1\"}, or run it without --scheduled",
                   exit_invalid};
  }
  const WallTime now = wall_now();
  const auto ask = [&] {
    return schedule::admit(*scenario.schedule, now, schedule::planned_length(scenario),
                           read_ledger(scenario.file, Noted::fired));
  };
  // Before the locks, since a firing that is not due must not keep another file's from running,
  // and again with them: two may have read the ledger at once.
  const auto before = ask();
  hold.due = before.due;
  if (!before.why_not.empty()) {
    return not_now(before, scenario);
  }
  if (options.simulate) {
    return std::nullopt;
  }
  if (auto refusal = take_locks(scenario, hold)) {
    return refusal;
  }
  const schedule::Admission admission = ask();
  if (!admission.why_not.empty()) {
    return not_now(admission, scenario);
  }
  if (admission.firing) {
    const std::string problem = write_ledger(scenario.file, Noted::fired, admission.firing->at);
    if (!problem.empty()) {
      print_error(problem);
    }
  }
  return std::nullopt;
}

void warn_of_schedule(const config::GameDay& day) {
  if (!day.scenario.schedule) {
    return;
  }
  const std::string why = schedule::obstacle(*day.scenario.schedule, wall_now(),
                                             schedule::planned_length(day.scenario));
  if (!why.empty()) {
    fmt::print(stderr,
               "gameday: warning: {}; going on, since it was started by hand (--scheduled would "
               "have skipped it)\n",
               why);
  }
}

void add_schedule_doubts(const config::GameDay& day, config::Findings& findings) {
  if (!day.scenario.schedule) {
    return;
  }
  const schedule::Options& options = *day.scenario.schedule;
  for (std::string& doubt :
       schedule::doubts(options, wall_now(), schedule::planned_length(day.scenario))) {
    Problem problem;
    problem.severity = Problem::Severity::warning;
    problem.file = day.scenario.file;
    problem.place = options.cron_place;
    problem.path = "schedule.cron";
    problem.what = std::move(doubt);
    findings.problems.push_back(std::move(problem));
  }
}

}  // namespace gameday::app
