// Days of the scheduler in no time: a virtual wall clock, files and runs of cardboard.

#include "scenario/schedule/daemon.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/units.hpp"
#include "rt/virtual_world.hpp"
#include "unit/scenario/schedule/wall.hpp"

namespace gameday::schedule {
namespace {

// The virtual wall clock begins on Saturday 2000-01-01T00:00:00Z.

class Cardboard : public Files, public Runs, public Voice {
 public:
  std::vector<Seen> look() override {
    std::vector<Seen> list;
    for (const auto& [file, text] : texts) {
      list.push_back({file, text});
    }
    return list;
  }
  Checked read(const std::string& file) override {
    const std::string& cron = texts.at(file);
    if (cron.starts_with("bad")) {
      return {{}, file + ":1:1: " + cron};
    }
    Entry entry{{}, 5min, lead};
    if (!cron.empty()) {
      entry.options = test::options_of(cron, "UTC");
    }
    entry.options.freeze = freeze;
    entry.options.windows = windows;
    return {entry, {}};
  }
  std::optional<WallTime> dealt_with(const std::string& file) override {
    const auto found = dealt.find(file);
    return found == dealt.end() ? std::nullopt : std::optional(found->second);
  }
  void deal_with(const std::string& file, WallTime until) override { dealt[file] = until; }

  std::string start(const std::string& file) override {
    if (!refuses.empty()) {
      return refuses;
    }
    going.push_back(file);
    return {};
  }
  std::vector<EndedRun> ended() override {
    std::vector<EndedRun> list;
    list.swap(over);
    return list;
  }
  void stop() override {
    log.push_back("STOP");
    if (obeys) {
      end_all("exit code 5");
    }
  }

  void say(const std::string& line) override { log.push_back(line); }
  void tell(const Deed& deed) override {
    told.push_back((deed.kind == Deed::Kind::skip ? "skipped " : "announced ") + deed.file);
    heard.push_back(fmt::format("{} {} ahead of {}", utc_text(clock->wall()), to_text(deed.lead),
                                utc_text(deed.firing.at)));
  }

  void end_all(const char* how) {
    for (const std::string& file : going) {
      over.push_back({file, how});
    }
    going.clear();
  }

  std::map<std::string, std::string> texts;
  std::map<std::string, WallTime> dealt;
  std::vector<std::string> going;
  std::vector<EndedRun> over;
  std::vector<std::string> log;
  std::vector<std::string> told;
  std::vector<std::string> heard;  // when, and of what
  std::vector<Duration> lead;
  std::vector<Freeze> freeze;
  std::vector<Window> windows;
  const rt::Clock* clock = nullptr;
  std::string refuses;
  bool obeys = true;
};

class DaemonTest : public testing::Test {
 protected:
  using Change = std::pair<Duration, std::function<void()>>;

  /// Plays until `end`, with these changes on the way.
  void play(Duration end, std::vector<Change> changes = {}) {
    rt::VirtualWorld virtual_world(Seed(1));
    rt::World& world = virtual_world.world();
    things_.clock = &world.clock;
    rt::Stop stop;
    Daemon daemon(world, things_, things_, things_);
    world.tasks.spawn("daemon", daemon.keep(stop));
    virtual_world.run(follow(world, stop, end, std::move(changes)));
  }

  static rt::awaitable<void> follow(rt::World& world, rt::Stop& stop, Duration end,
                                    std::vector<Change> changes) {
    for (const Change& change : changes) {
      const rt::Bound until{run_start + change.first, rt::Limit::none, nullptr};
      co_await rt::sleep(world, until);
      change.second();
    }
    const rt::Bound until{run_start + end, rt::Limit::none, nullptr};
    co_await rt::sleep(world, until);
    stop.request(rt::Why::shutdown);
    co_await world.tasks.join(rt::Bound{});
  }

  std::string log() const {
    std::string text;
    for (const std::string& line : things_.log) {
      text += line + '\n';
    }
    return text;
  }

  Cardboard things_;
};

TEST_F(DaemonTest, StartsWhatIsDueAndSaysWhatComes) {
  things_.texts["a.yaml"] = "0 10 * * *";
  play(34h, {{10h + 5min, [&] { things_.end_all("exit code 0"); }}});
  EXPECT_EQ(log(),
            "a.yaml: found; \"0 10 * * *\" in UTC\n"
            "next: Sat 2000-01-01 10:00 +00:00  a.yaml\n"
            "next: Sun 2000-01-02 10:00 +00:00  a.yaml\n"
            "next: Mon 2000-01-03 10:00 +00:00  a.yaml\n"
            "a.yaml: started, due Sat 2000-01-01 10:00 +00:00\n"
            "next: Sun 2000-01-02 10:00 +00:00  a.yaml\n"
            "next: Mon 2000-01-03 10:00 +00:00  a.yaml\n"
            "next: Tue 2000-01-04 10:00 +00:00  a.yaml\n"
            "a.yaml: ended, exit code 0\n"
            "stopped\n");
  EXPECT_TRUE(things_.told.empty());
}

TEST_F(DaemonTest, PicksUpNewChangedAndRemovedFiles) {
  play(5h, {{1h, [&] { things_.texts["a.yaml"] = "30 2 * * *"; }},
            {2h, [&] { things_.texts["a.yaml"] = "30 3 * * *"; }},
            {4h, [&] { things_.texts.clear(); }}});
  const std::string said = log();
  EXPECT_TRUE(
      said.starts_with("next: nothing; waiting for files with a schedule.cron\n"
                       "a.yaml: found; \"30 2 * * *\" in UTC\n"))
      << said;
  EXPECT_NE(said.find("a.yaml: read again; \"30 3 * * *\" in UTC\n"), std::string::npos) << said;
  EXPECT_NE(said.find("a.yaml: started, due Sat 2000-01-01 03:30 +00:00\n"), std::string::npos);
  EXPECT_EQ(said.find("due Sat 2000-01-01 02:30"), std::string::npos);
  EXPECT_NE(said.find("a.yaml: gone; nothing is started from it any more\nnext: nothing"),
            std::string::npos)
      << said;
}

TEST_F(DaemonTest, ABrokenFileIsToldAndSkippedUntilItIsMended) {
  things_.texts["a.yaml"] = "0 * * * *";
  things_.texts["b.yaml"] = "bad from the start";
  play(2h + 30min, {{30min, [&] { things_.texts["a.yaml"] = "bad now"; }},
                    {90min, [&] { things_.texts["a.yaml"] = "0 * * * *"; }}});
  const std::string said = log();
  EXPECT_NE(said.find("b.yaml: not valid, left out: b.yaml:1:1: bad from the start\n"),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("a.yaml: not valid, its runs are skipped until it is mended: "
                      "a.yaml:1:1: bad now\n"),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("a.yaml: skipped Sat 2000-01-01 01:00 +00:00: the file is not valid: "
                      "a.yaml:1:1: bad now\n"),
            std::string::npos)
      << said;
  EXPECT_EQ(things_.told, (std::vector<std::string>{"skipped a.yaml"}));
  EXPECT_EQ(things_.dealt.count("b.yaml"), 0U);
}

TEST_F(DaemonTest, AFileWithoutACronIsToldOnce) {
  things_.texts["a.yaml"] = "";
  play(1h);
  EXPECT_EQ(log(),
            "a.yaml: has no schedule.cron; nothing is started from it\n"
            "next: nothing; waiting for files with a schedule.cron\n"
            "stopped\n");
}

TEST_F(DaemonTest, DoesNotStartARunBesideItself) {
  things_.texts["a.yaml"] = "0 * * * *";
  play(2h + 30min);
  EXPECT_NE(log().find("a.yaml: skipped Sat 2000-01-01 02:00 +00:00: the run before it still goes "
                       "on\n"),
            std::string::npos)
      << log();
  EXPECT_EQ(things_.told, (std::vector<std::string>{"skipped a.yaml"}));
}

TEST_F(DaemonTest, WhatADaemonBeforeItLeftUndoneIsToldAsMissed) {
  things_.texts["a.yaml"] = "0 12 * * *";
  things_.dealt["a.yaml"] = test::wall("1999-12-30T00:00:00Z");
  play(1h);
  EXPECT_NE(log().find("a.yaml: skipped Thu 1999-12-30 12:00 +00:00: missed: due "),
            std::string::npos)
      << log();
  EXPECT_EQ(things_.told, (std::vector<std::string>{"skipped a.yaml", "skipped a.yaml"}));
  EXPECT_TRUE(things_.going.empty());
  EXPECT_EQ(things_.dealt.at("a.yaml"), test::wall("2000-01-01T01:00:00Z"));
}

TEST_F(DaemonTest, AFiringJustBeforeItBeganIsStarted) {
  things_.texts["a.yaml"] = "55 23 * * *";
  things_.dealt["a.yaml"] = test::wall("1999-12-31T23:50:00Z");
  play(1min);
  EXPECT_EQ(things_.log[1], "a.yaml: started, due Fri 1999-12-31 23:55 +00:00");
}

TEST_F(DaemonTest, ALedgerFromTheFutureHidesNothing) {
  things_.texts["a.yaml"] = "0 10 * * *";
  things_.dealt["a.yaml"] = test::wall("2010-01-01T00:00:00Z");
  play(11h);
  EXPECT_NE(log().find("a.yaml: started, due Sat 2000-01-01 10:00"), std::string::npos) << log();
}

TEST_F(DaemonTest, AnnouncesAhead) {
  things_.texts["a.yaml"] = "0 10 * * *";
  things_.lead = {15min};
  play(9h + 50min);
  EXPECT_NE(log().find("a.yaml: will run at Sat 2000-01-01 10:00 +00:00\n"), std::string::npos);
  EXPECT_EQ(things_.told, (std::vector<std::string>{"announced a.yaml"}));
}

TEST_F(DaemonTest, EachLeadIsHeardOnceAtItsTime) {
  things_.texts["a.yaml"] = "0 10 * * *";
  things_.lead = {2h, 15min, 45s};
  play(32h + 1min, {{10h + 5min, [&] { things_.end_all("exit code 0"); }}});
  EXPECT_EQ(things_.heard,
            (std::vector<std::string>{"2000-01-01T08:00:00Z 2h ahead of 2000-01-01T10:00:00Z",
                                      "2000-01-01T09:45:00Z 15m ahead of 2000-01-01T10:00:00Z",
                                      "2000-01-01T09:59:15Z 45s ahead of 2000-01-01T10:00:00Z",
                                      "2000-01-02T08:00:00Z 2h ahead of 2000-01-02T10:00:00Z"}));
}

TEST_F(DaemonTest, WhatWillBeSkippedIsLoggedAndNotAnnounced) {
  things_.texts["a.yaml"] = "0 10 * * *";
  things_.lead = {15min};
  things_.freeze = {{test::date("2000-01-01"), test::date("2000-01-01"), "new year"}};
  things_.windows = {{all_weekdays, 9h, 10h + 2min}};  // a run of five minutes does not fit
  play(33h + 50min, {{10h + 5min, [&] { things_.end_all("exit code 7: skipped"); }}});
  for (const char* line :
       {"a.yaml: Sat 2000-01-01 10:00 +00:00 will be skipped: frozen on 2000-01-01: new year\n",
        // The run is asked all the same: it says no in its own words, tells its hooks and the log.
        "a.yaml: started, due Sat 2000-01-01 10:00 +00:00\n",
        "a.yaml: Sun 2000-01-02 10:00 +00:00 will be skipped: "}) {
    EXPECT_NE(log().find(line), std::string::npos) << line << log();
  }
  EXPECT_TRUE(things_.heard.empty()) << things_.heard.front();
}

TEST_F(DaemonTest, ThawingInTimeIsAnnounced) {
  things_.texts["a.yaml"] = "0 10 * * *";
  things_.lead = {15min, 5min};
  things_.freeze = {{test::date("2000-01-01"), test::date("2000-01-01"), "new year"}};
  const auto thaw = [&] {
    things_.freeze.clear();
    things_.texts["a.yaml"] = "0 10 * * * ";  // saved: its stamp is another
  };
  play(9h + 56min, {{9h + 50min, thaw}});
  EXPECT_EQ(things_.heard,
            (std::vector<std::string>{"2000-01-01T09:55:00Z 5m ahead of 2000-01-01T10:00:00Z"}));
}

TEST_F(DaemonTest, ARunThatCannotBeStartedIsSkipped) {
  things_.texts["a.yaml"] = "0 10 * * *";
  things_.refuses = "no such program";
  play(10h + 1min);
  EXPECT_NE(log().find("skipped Sat 2000-01-01 10:00 +00:00: it could not be started: no such "
                       "program\n"),
            std::string::npos)
      << log();
  EXPECT_EQ(things_.told, (std::vector<std::string>{"skipped a.yaml"}));
}

TEST_F(DaemonTest, EndsItsRunsWhenItIsStopped) {
  things_.texts["a.yaml"] = "0 10 * * *";
  play(10h + 1min);
  EXPECT_TRUE(
      log().ends_with("stopping: 1 game day is told to heal and end\n"
                      "STOP\n"
                      "a.yaml: ended, exit code 5\n"
                      "stopped\n"))
      << log();
}

TEST_F(DaemonTest, DoesNotWaitForEverForARunThatDoesNotEnd) {
  things_.texts["a.yaml"] = "0 10 * * *";
  things_.obeys = false;
  play(10h + 1min);
  EXPECT_TRUE(log().ends_with("STOP\nstopped; 1 did not end in time\n")) << log();
}

}  // namespace
}  // namespace gameday::schedule
