// `gameday run --scheduled` and `gameday schedule` as a scheduler and a person meet them.

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <signal.h>

#include "integration/app/scheduled_files.hpp"

namespace gameday {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

using test::has;
using test::whole;

class Schedule : public test::ScheduledFiles {};

TEST_F(Schedule, ARunThatIsNotDueSkipsItself) {
  const std::string file = write("a.yaml", "schedule: {cron: \"0 0 29 2 *\"}");
  const auto ended = gameday({"run", "--scheduled", file, "--json", "--out", out("run")});
  EXPECT_EQ(ended.exit_code, 7) << ended.error;
  EXPECT_TRUE(has(ended.error, "skipped: its cron \"0 0 29 2 *\" is not due at ")) << ended.error;
  EXPECT_TRUE(has(ended.error, "The next one runs at Tue 2028-02-29 00:00 +00:00"));
  EXPECT_EQ(nlohmann::json::parse(ended.out).at("exit_code"), 7);
  EXPECT_FALSE(fs::exists(out("run")));
  const auto line = nlohmann::json::parse(audit());
  EXPECT_EQ(line.at("what"), "skipped");
  EXPECT_EQ(line.at("file"), file);
  EXPECT_TRUE(has(line.at("why"), "is not due"));
}

TEST_F(Schedule, AFiringHasOneRun) {
  const std::string file = write("a.yaml", due_now());
  const auto first = gameday({"run", "--scheduled", file, "--out", out("one")});
  EXPECT_TRUE(fs::exists(out("one") + "/run.json")) << first.exit_code << first.error;
  const auto second = gameday({"run", "--scheduled", file, "--out", out("two")});
  EXPECT_EQ(second.exit_code, 7);
  EXPECT_TRUE(has(second.error, " has had its run")) << second.error;
  EXPECT_FALSE(fs::exists(out("two")));
}

TEST_F(Schedule, ATrialUsesNoFiringUp) {
  const std::string file = write("a.yaml", due_now());
  for (const char* name : {"one", "two"}) {
    const auto ended = gameday({"run", "--scheduled", "--simulate", file, "--out", out(name)});
    EXPECT_EQ(ended.exit_code, 0) << ended.error;
  }
}

TEST_F(Schedule, AFreezeSkipsTheScheduledRunAndWarnsTheOneByHand) {
  const std::string file =
      write("a.yaml",
            "schedule: {time_zone: UTC, freeze: [{from: 2020-01-01, to: 2199-12-31, why: \"a quiet "
            "century\"}]}");
  const std::string why = "frozen from 2020-01-01 to 2199-12-31: a quiet century";
  const auto scheduled = gameday({"run", "--scheduled", file, "--out", out("run")});
  EXPECT_EQ(scheduled.exit_code, 7);
  EXPECT_TRUE(has(scheduled.error, "skipped: " + why)) << scheduled.error;
  const auto by_hand = gameday({"run", file, "--out", out("run")});
  EXPECT_TRUE(fs::exists(out("run") + "/report.md")) << by_hand.error;
  EXPECT_TRUE(has(by_hand.error, "warning: " + why)) << by_hand.error;
}

TEST_F(Schedule, WithoutAScheduleThereIsNothingToObey) {
  const auto ended = gameday({"run", "--scheduled", write("a.yaml", "")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_TRUE(has(ended.error, "the file has no schedule")) << ended.error;
}

TEST_F(Schedule, TheLockIsFreeAgainWhenItsHolderIsKilled) {
  const std::string one = write("one.yaml", due_now(), "60s");
  const std::string two = write("two.yaml", due_now());
  {
    test::Process first({binary_, "run", "--scheduled", one, "--out", out("one")}, state());
    ASSERT_TRUE(first.wait_for_error_text("fault on", 30s)) << first.error();
    const auto second = gameday({"run", "--scheduled", two, "--out", out("two")});
    EXPECT_EQ(second.exit_code, 7);
    EXPECT_TRUE(has(second.error, "another scheduled game day goes on: process ")) << second.error;
    EXPECT_TRUE(has(second.error, "one.yaml, since ")) << second.error;
    first.signal(SIGKILL);
    EXPECT_EQ(first.wait(10s), 128 + SIGKILL);
  }
  gameday({"run", "--scheduled", two, "--out", out("two")});
  EXPECT_TRUE(fs::exists(out("two") + "/run.json"));
}

TEST_F(Schedule, ARunThatMayHaveOthersBesideItStillHasNoTwin) {
  const std::string beside = ", concurrency: allow";
  const std::string one = write("one.yaml", due_now(beside), "60s");
  const std::string two = write("two.yaml", due_now(beside));
  test::Process first({binary_, "run", "--scheduled", one, "--out", out("one")}, state());
  ASSERT_TRUE(first.wait_for_error_text("fault on", 30s)) << first.error();
  gameday({"run", "--scheduled", two, "--out", out("two")});
  EXPECT_TRUE(fs::exists(out("two") + "/run.json"));
  EXPECT_EQ(gameday({"run", "--scheduled", one, "--out", out("three")}).exit_code, 7);
  first.signal(SIGTERM);
  first.wait(30s);
}

TEST_F(Schedule, TheSchedulerStartsWhatIsDueAndEndsItWhenItIsStopped) {
  const std::string file = write("a.yaml", due_now(), "60s");
  std::ofstream(scenarios() / "bad.yaml") << "gameday: 2\n";
  dealt_with(file, 5min);
  const fs::path before = fs::current_path();
  fs::current_path(scenarios());  // its runs leave their folders here
  test::Process scheduler({binary_, "schedule", scenarios().string()}, state());
  fs::current_path(before);
  ASSERT_TRUE(scheduler.wait_for_error_text("fault on", 30s)) << scheduler.error();
  EXPECT_TRUE(has(scheduler.error(), "a.yaml: started, due ")) << scheduler.error();
  EXPECT_TRUE(has(scheduler.error(), "bad.yaml: not valid, left out: ")) << scheduler.error();
  EXPECT_FALSE(scheduler.children().empty());
  scheduler.signal(SIGTERM);
  EXPECT_EQ(scheduler.wait(60s), 0) << scheduler.error();
  EXPECT_TRUE(has(scheduler.error(), "1 game day is told to heal and end")) << scheduler.error();
  EXPECT_TRUE(has(scheduler.error(), "a.yaml: ended, exit code 5: interrupted"))
      << scheduler.error();
  std::size_t reports = 0;
  for (const auto& entry : fs::recursive_directory_iterator(scenarios() / "reports")) {
    reports += entry.path().filename() == "report.md" ? 1 : 0;
  }
  EXPECT_EQ(reports, 1U);
}

TEST_F(Schedule, WhatWasMissedIsWrittenDownAndNotCaughtUp) {
  const std::string schedule =
      "schedule: {cron: \"" + cron_of(30min) + " * * *\", start_deadline: 10m}";
  const std::string file = write("a.yaml", schedule);
  dealt_with(file, 120min);
  test::Process scheduler({binary_, "schedule", file}, state());
  ASSERT_TRUE(scheduler.wait_for_error_text("next: ", 30s)) << scheduler.error();
  scheduler.signal(SIGTERM);
  EXPECT_EQ(scheduler.wait(30s), 0);
  EXPECT_TRUE(has(scheduler.error(), ": missed: due ")) << scheduler.error();
  EXPECT_FALSE(has(scheduler.error(), "started")) << scheduler.error();
  const auto line = nlohmann::json::parse(audit());
  EXPECT_EQ(line.at("what"), "skipped");
  EXPECT_TRUE(has(line.at("why"), "missed"));
}

/// The UTC instants of `Next elapse` and `Iter. #n`.
std::vector<std::string> elapses(const std::string& text) {
  std::vector<std::string> list;
  for (std::size_t at = text.find(" UTC"); at != std::string::npos;
       at = text.find(" UTC", at + 4)) {
    const std::string stamp = text.substr(at - 19, 19);  // 2026-11-30 23:00:00
    if (stamp[4] == '-' && stamp[10] == ' ') {
      list.push_back(stamp.substr(0, 10) + 'T' + stamp.substr(11) + 'Z');
    }
  }
  return list;
}

TEST_F(Schedule, SystemdTakesItsUnitsAndFiresAtTheSameTimes) {
  const std::string analyze = "/usr/bin/systemd-analyze";
  ASSERT_TRUE(fs::exists(analyze))
      << "systemd is missing: scripts/packages.txt has what tests need";
  const char* from = "2026-11-28T00:00:00Z";
  for (const char* cron : {"0 10 * * TUE#1", "30 9 L * *", "*/20 8-10 1-7,20 3,11 *",
                           "15 23 * * FRI#L", "0 6 29 2 *", "5 0 * * SAT,SUN"}) {
    const std::string file = write(
        "a b.yaml", fmt::format("schedule: {{cron: \"{}\", time_zone: Europe/Berlin}}", cron));
    const auto exported = gameday({"schedule", "export", "systemd", file, "--out", out("units")});
    ASSERT_EQ(exported.exit_code, 0) << exported.error;
    const std::string timer = out("units") + "/gameday-a-b.timer";
    const auto verified =
        test::run({analyze, "verify", timer, out("units") + "/gameday-a-b.service"}, 60s);
    EXPECT_EQ(verified.exit_code, 0) << verified.error;
    const std::string text = whole(timer);
    const std::size_t begin = text.find("OnCalendar=") + 11;
    const std::string calendar = text.substr(begin, text.find('\n', begin) - begin);
    EXPECT_EQ(text.find("OnCalendar=", begin), std::string::npos) << text;  // one is all it takes
    const auto theirs = test::run({"/usr/bin/env", "TZ=UTC", analyze, "calendar", "--iterations=8",
                                   "--base-time=2026-11-28 00:00:00 UTC", calendar},
                                  60s);
    const auto ours = gameday({"schedule", file, "--next", "8", "--from", from, "--json"});
    std::vector<std::string> list;
    const auto parsed = nlohmann::json::parse(ours.out);
    for (const auto& firing : parsed.at("firings")) {
      list.push_back(firing.at("utc"));
    }
    EXPECT_EQ(elapses(theirs.out), list) << cron << '\n' << calendar << '\n' << theirs.out;
  }
}

TEST_F(Schedule, EveryKindIsWrittenAndTheRestIsRefused) {
  const std::string file = write("a.yaml", "schedule: {cron: \"0 10 13 * FRI\"}");
  for (const char* kind : {"systemd", "cronjob", "buildkite", "github"}) {
    const auto ended = gameday({"schedule", "export", kind, file});
    EXPECT_EQ(ended.exit_code, 0) << kind;
    EXPECT_TRUE(has(ended.out, "run --scheduled ")) << ended.out;
    EXPECT_TRUE(has(ended.error, "warning: schedule.cron: gives a day of the month and a weekday"))
        << ended.error;
  }
  const auto wrong = gameday({"schedule", "export", "cron-job", file});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_TRUE(has(wrong.error, "did you mean \"cronjob\"?")) << wrong.error;
  EXPECT_EQ(gameday({"schedule", "export", "github", write("b.yaml", "")}).exit_code, 2);
}

}  // namespace
}  // namespace gameday
