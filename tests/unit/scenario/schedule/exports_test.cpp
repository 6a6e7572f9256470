// What other schedulers are given: files that a person has read (golden/), and no firing of ours is
// missed by any of them. GAMEDAY_UPDATE_GOLDEN=1 writes the files anew.

#include "scenario/schedule/exports.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "scenario/schedule/export_parts.hpp"
#include "unit/scenario/schedule/wall.hpp"

namespace gameday::schedule {
namespace {

using test::wall;

const std::string folder =
    std::string(GAMEDAY_SOURCE_DIR) + "/tests/unit/scenario/schedule/golden/";

std::string whole(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Exporting exporting(const Options& options) {
  Exporting what{options, "scenarios/monthly.yaml", "gameday", "0.1.0", 4min, 60s, {}};
  what.now = wall("2026-11-28T00:00:00Z");
  return what;
}

void expect_golden(const std::vector<ExportedFile>& files) {
  for (const ExportedFile& file : files) {
    const std::string path = folder + file.name;
    if (std::getenv("GAMEDAY_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(path, std::ios::binary) << file.text;
    }
    EXPECT_EQ(file.text, whole(path)) << file.name;
  }
}

TEST(Exports, AreAsTheirGoldenFiles) {
  const Options options = test::options_of("30 2 L,15 * TUE#L,SUN#1", "Australia/Melbourne");
  Exporting what = exporting(options);
  expect_golden(export_cronjob(what));
  expect_golden(export_buildkite(what));
  expect_golden(export_github(what));
  what.program = "/usr/bin/gameday";
  what.file = "/etc/gameday/monthly.yaml";
  expect_golden(export_systemd(what));
}

TEST(Exports, AnExactCronHasNoExcuse) {
  Options options = test::options_of("0 10 * * MON-THU", "Europe/Berlin");
  options.start_deadline = 1h;
  for (const auto make : {export_systemd, export_cronjob, export_buildkite, export_github}) {
    for (const ExportedFile& file : make(exporting(options))) {
      EXPECT_EQ(file.text.find("More often"), std::string::npos) << file.text;
      EXPECT_EQ(file.text.find(" late"), std::string::npos) << file.text;
    }
  }
}

TEST(Exports, EachObeysTheScenario) {
  const Options options = test::options_of("0 10 * * MON-THU", "Europe/Berlin");
  for (const auto make : {export_systemd, export_cronjob, export_buildkite, export_github}) {
    std::string all;
    for (const ExportedFile& file : make(exporting(options))) {
      all += file.text;
    }
    EXPECT_NE(all.find(" run --scheduled "), std::string::npos) << all;
  }
}

TEST(Exports, HostileNamesStayNames) {
  const Options options = test::options_of("0 10 * * MON", "UTC");
  Exporting what = exporting(options);
  what.file = "/tmp/a\nExecStartPre=rm -rf %h \"$HOME\" `id`'\x1b[31m.yaml";
  for (const auto make : {export_systemd, export_cronjob, export_buildkite, export_github}) {
    for (const ExportedFile& file : make(what)) {
      EXPECT_EQ(file.text.find("\nExecStartPre"), std::string::npos) << file.text;
      EXPECT_EQ(file.text.find('\x1b'), std::string::npos) << file.text;
      EXPECT_EQ(file.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-."),
                std::string::npos)
          << file.name;
    }
  }
  const std::string service = export_systemd(what)[0].text;
  EXPECT_NE(service.find("%%h \\\"$$HOME\\\""), std::string::npos) << service;
}

TEST(Exports, NamesFitWhereTheyStand) {
  EXPECT_EQ(unit_name("scenarios/LLM game day.yaml"), "gameday-llm-game-day");
  EXPECT_EQ(unit_name("..."), "gameday");
  EXPECT_EQ(unit_name(""), "gameday");
  EXPECT_EQ(unit_name("\xe2\x80\x94.yaml"), "gameday");
  EXPECT_EQ(unit_name(std::string(10'000, 'a')).size(), 40U);
}

/// Whether the line fires at this local time, as a plain cron would.
bool line_fires(const Cron& line, LocalTime local) {
  const auto day = std::chrono::floor<std::chrono::days>(local.shown);
  const auto of_day = local.shown - day;
  return fires_on(line, std::chrono::year_month_day{day}) &&
         (line.hours >> (of_day / 1h) & 1) != 0 && (line.minutes >> (of_day % 1h / 1min) & 1) != 0;
}

TEST(Exports, APlainCronMissesNoFiring) {
  const char* crons[] = {"0 10 * * TUE#1",     "30 2 * * *",      "0 0 L * *",
                         "15 23 13 * FRI#L",   "0 9 */2 * MON",   "*/20 0-3 * * SUN",
                         "5 1 31 * *",         "0 12 29 2 *",     "0 12 1,L 1,6 TUE#5",
                         "59 23 * 12 WED-SAT", "0 2 15,L * SUN#2"};
  for (const char* zone : {"UTC", "Australia/Lord_Howe", "America/New_York", "Europe/Berlin",
                           "Africa/Cairo", "Australia/Melbourne", "Asia/Kathmandu"}) {
    for (const char* text : crons) {
      const Options options = test::options_of(text, zone);
      const PlainCron plain = plain_cron(exporting(options));
      const auto line = parse_cron(plain.line);
      ASSERT_TRUE(line) << plain.line << ": " << line.problem;
      EXPECT_TRUE(line.value->nth.empty() && !line.value->last_day) << plain.line;
      for (const Firing& firing : next_firings(options, wall("2026-11-28T00:00:00Z"), 400)) {
        if (firing.at > wall("2036-01-01T00:00:00Z")) {
          break;
        }
        ASSERT_TRUE(line_fires(*line.value, options.zone.local(firing.at)))
            << text << " -> " << plain.line << " misses " << local_words(options.zone, firing.at);
      }
    }
  }
}

TEST(Exports, SaysWhyItFiresMoreOften) {
  const auto reasons = [](const char* cron, const char* zone) {
    const Options options = test::options_of(cron, zone);
    return plain_cron(exporting(options)).more.size();
  };
  EXPECT_EQ(reasons("0 10 * * TUE", "Europe/Berlin"), 0U);
  EXPECT_EQ(reasons("0 10 * * TUE#1", "Europe/Berlin"), 1U);
  EXPECT_EQ(reasons("0 10 L * TUE#1", "Europe/Berlin"), 2U);
  EXPECT_EQ(reasons("30 2 * * *", "Europe/Berlin"), 1U);
  EXPECT_EQ(reasons("30 2 * * *", "UTC"), 0U);
  EXPECT_EQ(reasons("0 0 */2 * MON", "UTC"), 1U);
}

}  // namespace
}  // namespace gameday::schedule
