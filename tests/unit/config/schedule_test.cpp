// `schedule:` as options. What is wrong with one stands in golden/schedule*.yaml.

#include <gtest/gtest.h>

#include "config/dates.hpp"
#include "config/scenario.hpp"
#include "scenario/schedule/obstacle.hpp"

namespace gameday::config {
namespace {

const std::string rest =
    "gameday: 1\n"
    "providers: {openai: {mock: openai}}\n"
    "arms: {direct: {direct: openai, model: m}}\n"
    "load: {rate: 8/s, requests: [{prompt: a}]}\n"
    "experiments: [{name: storm}]\n";

struct Read {
  std::optional<GameDay> day;
  Findings findings;
};

Read read(const std::string& schedule) {
  Read read;
  const Environment none = [](const std::string&) { return std::nullopt; };
  read.day = parse_game_day("mine.yaml", rest + schedule, {}, none, read.findings);
  return read;
}

TEST(ScheduleOptions, TheDesignsExample) {
  const Read made = read(
      "schedule: {cron: \"0 10 * * TUE#1\", time_zone: Australia/Melbourne,\n"
      "  windows: [{days: MON-THU, from: \"09:30\", to: \"16:00\"}],\n"
      "  freeze: [{from: 2026-12-18, to: 2027-01-05, why: holidays}, {from: 2027-03-08, why: "
      "fair}],\n"
      "  start_deadline: 20m, concurrency: allow}\n");
  ASSERT_TRUE(made.day);
  EXPECT_TRUE(made.findings.problems.empty());
  const schedule::Options& options = *made.day->scenario.schedule;
  EXPECT_EQ(options.cron->text, "0 10 * * TUE#1");
  EXPECT_EQ(options.cron_place.line, 6U);
  EXPECT_EQ(options.zone.name(), "Australia/Melbourne");
  ASSERT_EQ(options.windows.size(), 1U);
  EXPECT_EQ(schedule::to_text(options.windows[0]), "MON-THU 09:30 to 16:00");
  ASSERT_EQ(options.freeze.size(), 2U);
  EXPECT_EQ(options.freeze[0].to - options.freeze[0].from, std::chrono::days(18));
  EXPECT_EQ(options.freeze[1].to, options.freeze[1].from);
  EXPECT_EQ(options.freeze[1].why, "fair");
  EXPECT_EQ(options.start_deadline, 20min);
  EXPECT_EQ(options.concurrency, schedule::Concurrency::allow);
}

TEST(ScheduleOptions, DefaultsAreSaid) {
  const Read made = read("schedule: {cron: 0 10 * * TUE}\n");
  ASSERT_TRUE(made.day);
  EXPECT_TRUE(made.findings.problems.empty());
  const schedule::Options& options = *made.day->scenario.schedule;
  EXPECT_EQ(options.zone.name(), "UTC");
  EXPECT_TRUE(options.windows.empty());
  EXPECT_EQ(options.start_deadline, 10min);
  EXPECT_EQ(options.concurrency, schedule::Concurrency::forbid);
  EXPECT_FALSE(read("").day->scenario.schedule);
}

TEST(ScheduleOptions, WindowsWithoutAZoneAreWarnedOf) {
  const Read made = read("schedule: {windows: [{from: \"09:30\", to: \"16:00\"}]}\n");
  ASSERT_TRUE(made.day);
  ASSERT_EQ(made.findings.problems.size(), 1U);
  EXPECT_EQ(to_line(made.findings.problems[0]),
            "mine.yaml:6:12: warning: schedule.windows: no time_zone is given, so these are hours "
            "and days of UTC; write time_zone: Europe/Berlin, or time_zone: UTC to say so");
  EXPECT_TRUE(read("schedule: {time_zone: UTC, windows: [{from: \"09:30\", to: \"16:00\"}]}\n")
                  .findings.problems.empty());
}

TEST(ScheduleOptions, AnEmptyOneIsRefused) {
  EXPECT_FALSE(read("schedule: {}\n").day);
  EXPECT_FALSE(read("schedule: daily\n").day);
  EXPECT_FALSE(read("schedule: {windows: []}\n").day);
}

TEST(ScheduleOptions, LimitsAreReached) {
  const auto many = [](std::size_t count, const std::string& item) {
    std::string list;
    for (std::size_t at = 0; at < count; ++at) {
      list += (list.empty() ? "" : ", ") + item;
    }
    return list;
  };
  const std::string window = "{from: \"09:30\", to: \"16:00\"}";
  const std::string freeze = "{from: 2026-12-18, why: a}";
  const std::string zone = "schedule: {time_zone: UTC, ";
  EXPECT_TRUE(read(zone + "windows: [" + many(64, window) + "]}\n").day);
  EXPECT_FALSE(read(zone + "windows: [" + many(65, window) + "]}\n").day);
  EXPECT_TRUE(read(zone + "freeze: [" + many(128, freeze) + "]}\n").day);
  EXPECT_FALSE(read(zone + "freeze: [" + many(129, freeze) + "]}\n").day);
  const auto why = [&](std::size_t length) {
    return read(zone + "freeze: [{from: 2026-12-18, why: " + std::string(length, 'a') + "}]}\n")
        .day;
  };
  EXPECT_TRUE(why(200));
  EXPECT_FALSE(why(201));
  EXPECT_FALSE(read(zone + "freeze: [{from: 2026-12-18, why: \"a\\nb\"}]}\n").day);
  EXPECT_FALSE(read(zone + "freeze: [{from: 2026-12-18, why: \"\\e[31m\"}]}\n").day);
}

TEST(Dates, TimesOfDay) {
  EXPECT_EQ(parse_clock("00:00").value, 0min);
  EXPECT_EQ(parse_clock("09:30").value, 570min);
  EXPECT_EQ(parse_clock("24:00").value, 1440min);
  for (const char* wrong : {"", "9:30", "24:01", "23:60", "09.30", "09:3a", "-1:00", "09:30:00"}) {
    EXPECT_FALSE(parse_clock(wrong)) << wrong;
  }
}

TEST(Dates, Days) {
  EXPECT_EQ(parse_day("1970-01-01").problem, "there is no day 1970-01-01 between 2000 and 2200");
  EXPECT_EQ(parse_day("2000-01-02").value->time_since_epoch(), std::chrono::days(10'958));
  EXPECT_TRUE(parse_day("2028-02-29"));
  for (const char* wrong : {"2026-02-29", "2026-00-01", "2026-11-31", "2201-01-01", "26-11-01",
                            "2026/11/01", "2026-11-1", "tomorrow", ""}) {
    EXPECT_FALSE(parse_day(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace gameday::config
