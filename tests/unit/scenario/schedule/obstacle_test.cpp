// Windows that the whole run must fit into, and days on which nothing runs.

#include "scenario/schedule/obstacle.hpp"

#include <gtest/gtest.h>

#include "scenario/options.hpp"
#include "unit/scenario/schedule/wall.hpp"

namespace gameday::schedule {
namespace {

using test::wall;

Window window_of(const char* days, std::chrono::minutes from, std::chrono::minutes to) {
  return {*parse_weekdays(days).value, from, to};
}

Options office_hours(const char* zone = "UTC") {
  Options options = test::options_of("0 10 * * *", zone);
  options.windows = {window_of("MON-THU", 9h + 30min, 16h)};
  return options;
}

TEST(Windows, TheWholeRunMustFit) {  // 2026-12-08 is a Tuesday
  const Options options = office_hours();
  EXPECT_EQ(obstacle(options, wall("2026-12-08T09:30:00Z"), 30min), "");
  EXPECT_EQ(obstacle(options, wall("2026-12-08T15:30:00Z"), 30min), "");
  EXPECT_EQ(obstacle(options, wall("2026-12-08T15:30:01Z"), 30min),
            "would end by Tue 2026-12-08 16:00 +00:00, after its window closes at "
            "Tue 2026-12-08 16:00 +00:00");
  EXPECT_EQ(obstacle(options, wall("2026-12-08T15:45:00Z"), 30min),
            "would end by Tue 2026-12-08 16:15 +00:00, after its window closes at "
            "Tue 2026-12-08 16:00 +00:00");
  EXPECT_EQ(obstacle(options, wall("2026-12-08T09:29:59Z"), 30min),
            "Tue 2026-12-08 09:29 +00:00 is outside the windows: MON-THU 09:30 to 16:00");
  EXPECT_EQ(obstacle(options, wall("2026-12-08T16:00:00Z"), 30min),
            "Tue 2026-12-08 16:00 +00:00 is outside the windows: MON-THU 09:30 to 16:00");
  EXPECT_NE(obstacle(options, wall("2026-12-11T10:00:00Z"), 30min), "");  // Friday
}

TEST(Windows, StandInLocalTime) {
  const Options options = office_hours("America/New_York");
  EXPECT_EQ(obstacle(options, wall("2026-12-08T14:30:00Z"), 30min), "");
  EXPECT_NE(obstacle(options, wall("2026-12-08T09:30:00Z"), 30min), "");
  EXPECT_EQ(obstacle(options, wall("2026-07-07T13:30:00Z"), 30min), "");  // summer time
}

TEST(Windows, MayGoOnAfterMidnight) {
  Options options = office_hours();
  options.windows = {window_of("FRI", 22h, 2h)};
  EXPECT_EQ(obstacle(options, wall("2026-12-11T23:30:00Z"), 2h), "");
  EXPECT_EQ(obstacle(options, wall("2026-12-12T01:00:00Z"), 1h), "");  // Saturday, Friday's window
  EXPECT_NE(obstacle(options, wall("2026-12-12T01:30:00Z"), 1h), "");
  EXPECT_NE(obstacle(options, wall("2026-12-11T01:00:00Z"), 1h), "");  // Thursday has none
}

TEST(Windows, ThatTouchAreOne) {
  Options options = office_hours();
  options.windows = {window_of("SAT,SUN", 0h, 24h), window_of("MON", 0h, 6h)};
  EXPECT_EQ(obstacle(options, wall("2026-12-12T23:00:00Z"), 4h), "");
  EXPECT_EQ(obstacle(options, wall("2026-12-13T23:00:00Z"), 4h), "");
  EXPECT_NE(obstacle(options, wall("2026-12-14T03:00:00Z"), 4h), "");
}

TEST(Windows, AreAnHourShorterOnTheDayClocksGoForward) {
  Options options = office_hours("Europe/Berlin");
  options.windows = {window_of("SUN", 1h, 4h)};
  EXPECT_EQ(obstacle(options, wall("2026-03-29T00:00:00Z"), 2h), "");  // 01:00 to 04:00 is 2 h
  EXPECT_NE(obstacle(options, wall("2026-03-29T00:00:00Z"), 2h + 1min), "");
  EXPECT_EQ(obstacle(options, wall("2026-10-24T23:00:00Z"), 4h), "");  // 01:00 to 04:00 is 4 h
}

TEST(Windows, SayWhenNoneIsLongEnough) {
  const Options options = office_hours();
  EXPECT_FALSE(fits_no_window(options, 6h + 30min));
  EXPECT_TRUE(fits_no_window(options, 6h + 31min));
  Options all_day = options;
  all_day.windows = {window_of("*", 0h, 24h)};
  EXPECT_FALSE(fits_no_window(all_day, 24h * 3));
  Options none = options;
  none.windows.clear();
  EXPECT_FALSE(fits_no_window(none, 24h));
}

Options frozen_at_new_year(const char* zone) {
  Options options = test::options_of("0 10 * * *", zone);
  options.freeze = {{test::date("2026-12-18"), test::date("2027-01-05"), "holidays"},
                    {test::date("2027-02-01"), test::date("2027-02-01"), "the audit"}};
  return options;
}

TEST(Freeze, BothDaysBelongToIt) {
  const Options options = frozen_at_new_year("UTC");
  const std::string why = "frozen from 2026-12-18 to 2027-01-05: holidays";
  EXPECT_EQ(obstacle(options, wall("2026-12-17T23:00:00Z"), 1h), "");
  EXPECT_EQ(obstacle(options, wall("2026-12-17T23:00:01Z"), 1h), why);  // runs into it
  EXPECT_EQ(obstacle(options, wall("2026-12-18T00:00:00Z"), 1h), why);
  EXPECT_EQ(obstacle(options, wall("2027-01-05T23:59:59Z"), 1h), why);
  EXPECT_EQ(obstacle(options, wall("2027-01-06T00:00:00Z"), 1h), "");
  EXPECT_EQ(obstacle(options, wall("2027-02-01T12:00:00Z"), 1h), "frozen on 2027-02-01: the audit");
}

TEST(Freeze, ItsDaysAreThoseOfTheZone) {
  const Options options = frozen_at_new_year("Australia/Melbourne");
  EXPECT_EQ(obstacle(options, wall("2026-12-17T12:59:00Z"), 1min), "");
  EXPECT_NE(obstacle(options, wall("2026-12-17T13:00:00Z"), 1min), "");  // 18 December, 00:00
  EXPECT_NE(obstacle(options, wall("2027-01-05T12:59:00Z"), 1min), "");
  EXPECT_EQ(obstacle(options, wall("2027-01-05T13:00:00Z"), 1min), "");
}

TEST(Freeze, CountsBeforeAWindow) {
  Options options = frozen_at_new_year("UTC");
  options.windows = {window_of("MON", 9h, 10h)};
  EXPECT_TRUE(obstacle(options, wall("2026-12-20T12:00:00Z"), 1h).starts_with("frozen"));
}

TEST(PlannedLength, HasADrainAfterEachExperiment) {
  scenario::Scenario scenario;
  scenario.load.timeout = 60s;
  scenario.experiments.resize(2);
  scenario.experiments[0].timing = {5s, 40s, 15s};
  scenario.experiments[1].timing = {10s, 20s, 30s};
  EXPECT_EQ(planned_length(scenario), 4min);
}

}  // namespace
}  // namespace gameday::schedule
