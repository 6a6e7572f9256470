#include "schedule.hpp"

#include <algorithm>
#include <future>

#include <fmt/format.h>

#include "announce.hpp"
#include "audit_log.hpp"
#include "base/one_line.hpp"
#include "child_runs.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "interrupt.hpp"
#include "rt/real_world.hpp"
#include "scenario/schedule/coming.hpp"
#include "scenario/schedule/obstacle.hpp"
#include "scenario_folder.hpp"
#include "scheduled.hpp"
#include "state_folder.hpp"

namespace gameday::app {
namespace {

constexpr std::size_t longest_line = 1000;  // of the log

/// The file as it is now: its hooks may have changed, or be gone.
void tell_hooks_of(const schedule::Deed& deed) {
  const ReadScenario read = read_scenario(deed.file);
  if (!read.day || !read.day->scenario.schedule) {
    return;
  }
  if (deed.kind == schedule::Deed::Kind::skip) {
    tell_skipped(*read.day, deed.why);
    return;
  }
  const std::string starts =
      schedule::local_words(read.day->scenario.schedule->zone, deed.firing.at);
  for (const std::string& line :
       tell_hooks(*read.day, announcement(*read.day, starts, deed.lead)).failures) {
    print_error(line);
  }
}

/// The log on stderr; the audit log and the hooks for whoever was not looking.
class Told final : public schedule::Voice {
 public:
  void say(const std::string& line) override {
    const std::string now = time_now().substr(0, 19) + 'Z';
    for (std::size_t from = 0; from <= line.size();) {
      const std::size_t end = std::min(line.find('\n', from), line.size());
      fmt::print(stderr, "{} {}\n", now, one_line(line.substr(from, end - from), longest_line));
      from = end + 1;
    }
    std::fflush(stderr);
  }
  void tell(const schedule::Deed& deed) override {
    std::erase_if(telling_,
                  [](auto& one) { return one.wait_for(0s) == std::future_status::ready; });
    telling_.push_back(std::async(std::launch::async, [deed] { tell_hooks_of(deed); }));
    if (deed.kind == schedule::Deed::Kind::announce) {
      return;
    }
    AuditEntry entry;
    entry.what = "skipped";
    entry.file = absolute_path(deed.file);
    entry.why = deed.why;
    entry.more["due"] = schedule::utc_text(deed.firing.at);
    audit_or_tell(entry);
  }

 private:
  std::vector<std::future<void>> telling_;  // a hook that hangs must not delay a start
};

rt::awaitable<void> keep_until_signal(rt::World& world, ScenarioFolder& folder) {
  ChildRuns runs;
  Told told;
  schedule::Daemon daemon(world, folder, runs, told);
  rt::Stop stop;
  Interrupt interrupt(world, stop, [&told] { told.say("told to stop; once more ends at once"); });
  co_await daemon.keep(stop);
}

int keep(ScenarioFolder& folder) {
  rt::RealWorld world(rt::Epoch::start(), Seed(0));
  world.run(keep_until_signal(world.world(), folder));
  return exit_pass;
}

/// What `--next` lists; false when a file is not valid, which has been printed.
bool fill(ScenarioFolder& folder, WallTime from, schedule::Agenda& agenda, schedule::Zones& zones) {
  bool good = true;
  for (const schedule::Seen& seen : folder.look()) {
    ReadScenario read = read_scenario(seen.file);
    if (read.day) {
      add_schedule_doubts(*read.day, read.findings);
    }
    print_findings(read.findings);
    good = good && read.day.has_value();
    if (read.day && read.day->scenario.schedule) {
      const scenario::Scenario& scenario = read.day->scenario;
      zones[seen.file] = scenario.schedule->zone;
      agenda.put(seen.file, {*scenario.schedule, schedule::planned_length(scenario), {}}, from);
    }
  }
  return good;
}

int print_next(const ScheduleOptions& options, ScenarioFolder& folder) {
  WallTime from = rt::Epoch::start().wall;
  if (!options.from.empty()) {
    const auto parsed = schedule::parse_utc(options.from);
    if (!parsed) {
      print_error("--from " + parsed.problem);
      return exit_invalid;
    }
    from = *parsed.value;
  }
  schedule::Agenda agenda;
  schedule::Zones zones;
  const bool good = fill(folder, from, agenda, zones);
  const auto list = agenda.coming(from, options.next);
  fmt::print(
      "{}", options.json ? schedule::coming_json(list, zones) : schedule::coming_text(list, zones));
  return good ? exit_pass : exit_invalid;
}

}  // namespace

int schedule_command(const ScheduleOptions& options) {
  ScenarioFolder folder(options.path);
  const std::string problem = folder.problem();
  if (!problem.empty()) {
    print_error(problem);
    return exit_invalid;
  }
  return options.next > 0 ? print_next(options, folder) : keep(folder);
}

}  // namespace gameday::app
