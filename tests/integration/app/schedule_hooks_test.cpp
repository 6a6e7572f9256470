// What a hook hears while no game day goes on: that one is near, and that one did not take place.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <signal.h>

#include "integration/app/scheduled_files.hpp"

namespace gameday {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using nlohmann::json;
using test::has;
using test::whole;

class ScheduleHooks : public test::ScheduledFiles {
 protected:
  ScheduleHooks() {
    const fs::path script = scenarios() / "page.sh";
    std::ofstream(script) << "#!/bin/sh\ncat >>\"$(dirname \"$0\")/told.jsonl\"\n";
    fs::permissions(script, fs::perms::owner_all);
  }

  std::vector<json> told() const {
    std::istringstream in(whole(scenarios() / "told.jsonl"));
    std::vector<json> all;
    for (std::string line; std::getline(in, line);) {
      all.push_back(json::parse(line));
    }
    return all;
  }
  static std::string hook(const std::string& more = {}) {
    return "\nnotify: [{command: [./page.sh]" + more + "}]";
  }

  /// `gameday schedule` from the first look until it has said `text` and was stopped. It waits for
  /// its hooks before it ends.
  std::string scheduler_until(const std::string& text) const {
    test::Process scheduler({binary_, "schedule", scenarios().string()}, state());
    EXPECT_TRUE(scheduler.wait_for_error_text(text, 30s)) << scheduler.error();
    scheduler.signal(SIGTERM);
    EXPECT_EQ(scheduler.wait(60s), 0) << scheduler.error();
    return scheduler.error();
  }
};

constexpr const char* frozen =
    ", time_zone: UTC, freeze: [{from: 2020-01-01, to: 2199-12-31, why: \"a quiet century\"}]";
constexpr const char* why_frozen = "frozen from 2020-01-01 to 2199-12-31: a quiet century";

TEST_F(ScheduleHooks, AGameDayIsAnnouncedItsLeadAhead) {
  // Due in half an hour; five minutes ago it was 35 minutes ahead, and nobody had looked since ten.
  const std::string schedule = "schedule: {cron: \"" + cron_of(-30min) + " * * *\"";
  const std::string leads = ", lead: [35m, 45m, 1m]";
  const std::string near = write("near.yaml", schedule + "}" + hook(leads));
  const std::string cold = write("cold.yaml", schedule + frozen + "}" + hook(leads));
  const std::string deaf =
      write("deaf.yaml", schedule + "}" + hook(", events: [skipped, finished]"));
  for (const std::string& file : {near, cold, deaf}) {
    dealt_with(file, 10min);
  }
  const std::string log = scheduler_until("next: ");
  EXPECT_TRUE(has(log, "near.yaml: will run at ")) << log;
  EXPECT_TRUE(has(log, std::string(" will be skipped: ") + why_frozen)) << log;
  ASSERT_EQ(told().size(), 1U) << log;
  const json note = told().front();
  EXPECT_EQ(note.at("event"), "announced");
  EXPECT_EQ(note.at("file"), near);
  EXPECT_EQ(note.at("in"), "35m");
  const std::string starts = note.at("starts");
  EXPECT_TRUE(has(log, "near.yaml: will run at " + starts)) << log << note;
  EXPECT_EQ(audit(), "");  // an announcement is no deed
}

TEST_F(ScheduleHooks, WhatTheDaemonMayNotRunIsHeardAsSkipped) {
  const std::string file = write("a.yaml", due_now(frozen) + hook());
  dealt_with(file, 5min);
  const std::string log = scheduler_until("ended, exit code 7: skipped");
  ASSERT_EQ(told().size(), 1U) << log;
  EXPECT_EQ(told()[0].at("event"), "skipped");
  EXPECT_EQ(told()[0].at("why"), why_frozen);
  EXPECT_EQ(json::parse(audit()).at("why"), why_frozen);
}

TEST_F(ScheduleHooks, WhatTheDaemonMissedIsHeardAsSkipped) {
  const std::string file =
      write("a.yaml", "schedule: {cron: \"" + cron_of(30min) + " * * *\", start_deadline: 10m}" +
                          hook(", events: [skipped]"));
  dealt_with(file, 60min);
  const std::string log = scheduler_until("next: ");
  ASSERT_EQ(told().size(), 1U) << log;
  EXPECT_EQ(told()[0].at("event"), "skipped");
  EXPECT_TRUE(has(told()[0].at("why"), "missed: due ")) << told()[0];
}

/// Each way in which `run --scheduled FILE` says no though its time has come.
TEST_F(ScheduleHooks, ARunThatIsDueTellsWhyItWasSkipped) {
  const std::time_t later = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() +
                                                                 std::chrono::hours(6));
  const std::string closed =
      fmt::format(", time_zone: UTC, windows: [{{from: \"{0:%H:%M}\", to: \"{1:%H:%M}\"}}]",
                  fmt::gmtime(later), fmt::gmtime(later + 3600));
  const std::string veto = ", preflight: [{command: [\"false\"]}]";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {frozen, why_frozen}, {closed, "is outside the windows: "}, {veto, "preflight"}};
  for (const auto& [more, why] : cases) {
    const std::string file = write("a.yaml", due_now(more) + hook());
    const auto ended = gameday({"run", "--scheduled", file, "--out", out("run")});
    EXPECT_EQ(ended.exit_code, 7) << ended.error;
    ASSERT_EQ(told().size(), 1U) << ended.error;
    EXPECT_EQ(told()[0].at("event"), "skipped");
    EXPECT_TRUE(has(told()[0].at("why"), why)) << told()[0];
    EXPECT_TRUE(has(ended.error, "skipped: ")) << ended.error;
    EXPECT_FALSE(fs::exists(out("run")));
    fs::remove(scenarios() / "told.jsonl");
    fs::remove_all(state());  // the firing that a preflight refused counts as having had its run
  }
}

TEST_F(ScheduleHooks, ALatchedMachineTellsOfTheRunThatWasDue) {
  const std::string file = write("a.yaml", due_now() + hook());
  EXPECT_EQ(gameday({"stop", "--why", "the database is on fire"}).exit_code, 0);
  const auto ended = gameday({"run", "--scheduled", file, "--out", out("run")});
  EXPECT_EQ(ended.exit_code, 7) << ended.error;
  ASSERT_EQ(told().size(), 1U) << ended.error;
  EXPECT_TRUE(has(told()[0].at("why"), "game days are stopped")) << told()[0];
  EXPECT_TRUE(has(told()[0].at("why"), "the database is on fire")) << told()[0];
}

/// Exit 2: the command line lacks a word. Nobody reads it, so hooks say it.
TEST_F(ScheduleHooks, ARunThatIsRefusedForAnotherReasonIsHeardToo) {
  const std::string file =
      write("a.yaml", due_now() + hook() + "\nsafety: {confirm: true, max_duration: 10m}");
  const auto ended = gameday({"run", "--scheduled", file, "--out", out("run")});
  EXPECT_EQ(ended.exit_code, 2) << ended.error;
  ASSERT_EQ(told().size(), 1U) << ended.error;
  EXPECT_EQ(told()[0].at("event"), "skipped");
  EXPECT_TRUE(has(told()[0].at("why"), "safety.confirm")) << told()[0];
}

TEST_F(ScheduleHooks, WhatIsNotDueIsWrittenDownAndNobodyIsTold) {
  const std::string file = write("a.yaml", "schedule: {cron: \"0 0 29 2 *\"}" + hook());
  EXPECT_EQ(gameday({"run", "--scheduled", file, "--out", out("run")}).exit_code, 7);
  EXPECT_TRUE(told().empty()) << told().front();
  EXPECT_EQ(json::parse(audit()).at("what"), "skipped");
}

}  // namespace
}  // namespace gameday
