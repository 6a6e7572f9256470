// When schedules fire: leap days, short months, and clocks that are put forward and back.

#include "scenario/schedule/firings.hpp"

#include <gtest/gtest.h>

#include "unit/scenario/schedule/wall.hpp"

namespace gameday::schedule {
namespace {

/// The next firings after `from` (UTC), as their local words.
std::vector<std::string> firings(const std::string& cron, const std::string& zone,
                                 const std::string& from, std::size_t count) {
  const Options options = test::options_of(cron, zone);
  std::vector<std::string> words;
  for (const Firing& firing : next_firings(options, test::wall(from), count)) {
    words.push_back(local_words(options.zone, firing.at));
  }
  return words;
}

using Words = std::vector<std::string>;

TEST(Firings, TheDesignsExample) {
  EXPECT_EQ(firings("0 10 * * TUE#1", "Australia/Melbourne", "2026-11-28T00:00:00Z", 4),
            (Words{"Tue 2026-12-01 10:00 +11:00", "Tue 2027-01-05 10:00 +11:00",
                   "Tue 2027-02-02 10:00 +11:00", "Tue 2027-03-02 10:00 +11:00"}));
}

TEST(Firings, BeginWithTheInstantItself) {
  EXPECT_EQ(firings("0 10 * * *", "UTC", "2026-11-28T10:00:00Z", 1),
            (Words{"Sat 2026-11-28 10:00 +00:00"}));
  EXPECT_EQ(firings("0 10 * * *", "UTC", "2026-11-28T10:00:01Z", 1),
            (Words{"Sun 2026-11-29 10:00 +00:00"}));
}

TEST(Firings, BothDayFields) {
  EXPECT_EQ(firings("0 0 13 * FRI", "UTC", "2026-11-01T00:00:00Z", 5),
            (Words{"Fri 2026-11-06 00:00 +00:00", "Fri 2026-11-13 00:00 +00:00",
                   "Fri 2026-11-20 00:00 +00:00", "Fri 2026-11-27 00:00 +00:00",
                   "Fri 2026-12-04 00:00 +00:00"}));
}

TEST(Firings, LeapDays) {
  EXPECT_EQ(firings("0 12 29 2 *", "UTC", "2026-01-01T00:00:00Z", 2),
            (Words{"Tue 2028-02-29 12:00 +00:00", "Sun 2032-02-29 12:00 +00:00"}));
  EXPECT_EQ(firings("0 12 29 2 *", "UTC", "2096-03-01T00:00:00Z", 1),
            (Words{"Fri 2104-02-29 12:00 +00:00"}));  // 2100 is none
  // Both must match: a star begins the weekdays. Over 2100 it takes 40 years.
  EXPECT_EQ(firings("0 12 29 2 */6", "UTC", "2072-03-01T00:00:00Z", 2),
            (Words{"Sat 2076-02-29 12:00 +00:00", "Sun 2088-02-29 12:00 +00:00"}));
}

TEST(Firings, MonthsWithoutDay31AreLeftOut) {
  EXPECT_EQ(firings("0 9 31 * *", "UTC", "2027-01-01T00:00:00Z", 7),
            (Words{"Sun 2027-01-31 09:00 +00:00", "Wed 2027-03-31 09:00 +00:00",
                   "Mon 2027-05-31 09:00 +00:00", "Sat 2027-07-31 09:00 +00:00",
                   "Tue 2027-08-31 09:00 +00:00", "Sun 2027-10-31 09:00 +00:00",
                   "Fri 2027-12-31 09:00 +00:00"}));
  EXPECT_EQ(firings("0 9 L * *", "UTC", "2028-02-01T00:00:00Z", 2),
            (Words{"Tue 2028-02-29 09:00 +00:00", "Fri 2028-03-31 09:00 +00:00"}));
}

TEST(Firings, YearEnds) {
  EXPECT_EQ(firings("59,0 23,0 * * *", "Pacific/Auckland", "2026-12-31T10:30:00Z", 3),
            (Words{"Thu 2026-12-31 23:59 +13:00", "Fri 2027-01-01 00:00 +13:00",
                   "Fri 2027-01-01 00:59 +13:00"}));
}

struct ClockRow {
  const char* zone;
  const char* cron;
  const char* from;  // UTC
  Words words;
};

TEST(Firings, ASkippedTimeRunsAtTheNextValidMinute) {
  const ClockRow table[] = {
      // 02:00 to 03:00 do not exist.
      {"America/New_York",
       "30 2 * * *",
       "2026-03-07T00:00:00Z",
       {"Sat 2026-03-07 02:30 -05:00", "Sun 2026-03-08 03:00 -04:00",
        "Mon 2026-03-09 02:30 -04:00"}},
      {"Europe/Berlin",
       "30 2 * * *",
       "2026-03-28T00:00:00Z",
       {"Sat 2026-03-28 02:30 +01:00", "Sun 2026-03-29 03:00 +02:00",
        "Mon 2026-03-30 02:30 +02:00"}},
      // Half an hour only: 02:00 to 02:30 do not exist, 02:30 does.
      {"Australia/Lord_Howe",
       "15,30 2 * * *",
       "2026-10-03T00:00:00Z",
       {"Sun 2026-10-04 02:30 +11:00", "Mon 2026-10-05 02:15 +11:00",
        "Mon 2026-10-05 02:30 +11:00"}},
      // Midnight itself does not exist; the firing keeps its day.
      {"Africa/Cairo",
       "0 0 * * FRI",
       "2026-04-17T00:00:00Z",
       {"Fri 2026-04-24 01:00 +03:00", "Fri 2026-05-01 00:00 +03:00"}},
      {"America/Sao_Paulo",
       "0 0 * * *",
       "2018-11-03T12:00:00Z",
       {"Sun 2018-11-04 01:00 -02:00", "Mon 2018-11-05 00:00 -02:00"}},
      // A whole day that never was: Samoa moved over the date line.
      {"Pacific/Apia",
       "0 9 * * *",
       "2011-12-29T18:00:00Z",
       {"Thu 2011-12-29 09:00 -10:00", "Sat 2011-12-31 00:00 +14:00",
        "Sat 2011-12-31 09:00 +14:00"}},
  };
  for (const ClockRow& row : table) {
    EXPECT_EQ(firings(row.cron, row.zone, row.from, row.words.size()), row.words) << row.zone;
  }
}

TEST(Firings, SeveralThatAreSkippedAtOnceRunOnce) {
  EXPECT_EQ(firings("*/15 2-3 * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 3),
            (Words{"Sun 2026-03-29 03:00 +02:00", "Sun 2026-03-29 03:15 +02:00",
                   "Sun 2026-03-29 03:30 +02:00"}));
  const Options options = test::options_of("*/15 2 * * *", "Europe/Berlin");
  const auto list = next_firings(options, test::wall("2026-03-29T00:00:00Z"), 2);
  EXPECT_TRUE(list[0].skipped);
  EXPECT_FALSE(list[1].skipped);
}

TEST(Firings, ARepeatedTimeRunsTheFirstTimeOnly) {
  const ClockRow table[] = {
      {"America/New_York",
       "30 1 * * *",
       "2026-10-31T12:00:00Z",
       {"Sun 2026-11-01 01:30 -04:00", "Mon 2026-11-02 01:30 -05:00"}},
      {"Europe/Berlin",
       "30 2 * * *",
       "2026-10-24T12:00:00Z",
       {"Sun 2026-10-25 02:30 +02:00", "Mon 2026-10-26 02:30 +01:00"}},
      {"Australia/Lord_Howe",
       "45 1 * * *",
       "2026-04-04T00:00:00Z",
       {"Sun 2026-04-05 01:45 +11:00", "Mon 2026-04-06 01:45 +10:30"}},
      // Clocks go from 24:00 back to 23:00 of the same day.
      {"Africa/Cairo",
       "30 23 * * *",
       "2026-10-29T12:00:00Z",
       {"Thu 2026-10-29 23:30 +03:00", "Fri 2026-10-30 23:30 +02:00"}},
      {"America/Sao_Paulo",
       "30 23 * * *",
       "2019-02-16T12:00:00Z",
       {"Sat 2019-02-16 23:30 -02:00", "Sun 2019-02-17 23:30 -03:00"}},
      // Every hour: the hour that is shown twice counts once.
      {"Europe/Berlin",
       "0 * * * *",
       "2026-10-24T23:30:00Z",
       {"Sun 2026-10-25 02:00 +02:00", "Sun 2026-10-25 03:00 +01:00"}},
  };
  for (const ClockRow& row : table) {
    EXPECT_EQ(firings(row.cron, row.zone, row.from, row.words.size()), row.words) << row.zone;
  }
}

TEST(Firings, InTheRepeatedHourNothingIsDueAgain) {
  const Options options = test::options_of("30 2 * * *", "Europe/Berlin");
  // 02:30 +01:00, an hour after the firing at 02:30 +02:00.
  const WallTime again = test::wall("2026-10-25T01:30:00Z");
  EXPECT_FALSE(last_firing(options, again - 10min, again));
  EXPECT_TRUE(last_firing(options, again - 60min, again));
}

TEST(Firings, TheLastOneOfSomeTime) {
  const Options options = test::options_of("*/5 * * * *", "UTC");
  const WallTime now = test::wall("2026-11-28T10:07:30Z");
  EXPECT_EQ(last_firing(options, now - 10min, now)->at, test::wall("2026-11-28T10:05:00Z"));
  EXPECT_FALSE(last_firing(options, now - 2min, now));
}

TEST(Firings, NoneIsSaidInsteadOfSearchingForEver) {
  Options options = test::options_of("0 0 29 2 *", "UTC");
  options.cron->days = 1U << 30;  // which parse_cron refuses
  EXPECT_TRUE(next_firings(options, test::wall("2026-01-01T00:00:00Z"), 5).empty());
}

TEST(Firings, OrderIsKeptThroughEveryClockChange) {
  for (const char* name : {"Australia/Lord_Howe", "America/New_York", "Europe/Berlin",
                           "Africa/Cairo", "America/Sao_Paulo", "Pacific/Apia", "Asia/Kathmandu"}) {
    const Options options = test::options_of("*/30 * * * *", name);
    const auto list = next_firings(options, test::wall("2018-01-01T00:00:00Z"), 20'000);
    ASSERT_EQ(list.size(), 20'000U);
    for (std::size_t at = 1; at < list.size(); ++at) {
      const Duration apart = list[at].at - list[at - 1].at;
      ASSERT_GE(apart, 30min) << name << ' ' << local_words(options.zone, list[at].at);
      ASSERT_LE(apart, 90min) << name << ' ' << local_words(options.zone, list[at].at);
    }
  }
}

TEST(Zone, AreFoundByTheirNames) {
  EXPECT_TRUE(Zone::find("UTC"));
  EXPECT_TRUE(Zone::find("Europe/Berlin"));
  EXPECT_FALSE(Zone::find("europe/berlin"));
  EXPECT_FALSE(Zone::find("../../etc/passwd"));
  EXPECT_FALSE(Zone::find("localtime"));
  EXPECT_FALSE(Zone::find(""));
  EXPECT_FALSE(Zone::find(std::string(10'000, 'a')));
}

TEST(Zone, SaysWhichWasMeant) {
  EXPECT_EQ(zone_hint("europe/berlin"), "; did you mean \"Europe/Berlin\"?");
  EXPECT_EQ(zone_hint("Melbourne"), "; did you mean \"Australia/Melbourne\"?");
  EXPECT_EQ(zone_hint("new york"), "; did you mean \"America/New_York\"?");
  EXPECT_EQ(zone_hint("Europe/Berln"), "; did you mean \"Europe/Berlin\"?");
  EXPECT_EQ(zone_hint("utc"), "; did you mean \"UTC\"?");
  EXPECT_EQ(zone_hint("the moon, far side"), "; write an IANA name such as Europe/Berlin, or UTC");
  EXPECT_EQ(zone_hint(std::string(10'000, 'x')),
            "; write an IANA name such as Europe/Berlin, or UTC");
}

TEST(Zone, ListsItsClockChanges) {
  const auto changes =
      Zone::find("Australia/Lord_Howe")
          ->changes(test::wall("2026-01-01T00:00:00Z"), test::wall("2027-01-01T00:00:00Z"));
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].by, -30min);
  EXPECT_EQ(changes[1].by, 30min);
  EXPECT_EQ(utc_text(changes[1].at), "2026-10-03T15:30:00Z");
  EXPECT_TRUE(Zone::find("Asia/Kathmandu")
                  ->changes(test::wall("2026-01-01T00:00:00Z"), test::wall("2199-01-01T00:00:00Z"))
                  .empty());  // its last rule never ends
  EXPECT_TRUE(Zone().changes(WallTime{}, test::wall("2027-01-01T00:00:00Z")).empty());
}

}  // namespace
}  // namespace gameday::schedule
