// The five fields: what they say, what is refused, and Vixie's rule for two day fields.

#include "scenario/schedule/cron.hpp"

#include <gtest/gtest.h>

namespace gameday::schedule {
namespace {

using std::chrono::year_month_day;

year_month_day day(int year, unsigned month, unsigned of_month) {
  return {std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

Cron cron_of(const std::string& text) {
  const auto parsed = parse_cron(text);
  EXPECT_TRUE(parsed) << text << ": " << parsed.problem;
  return parsed.value.value_or(Cron{});
}

/// The days of a month on which it fires: `1 15 31`.
std::string days_of(const std::string& text, int year, unsigned month) {
  const Cron cron = cron_of(text);
  std::string days;
  for (unsigned of_month = 1; of_month <= 31; ++of_month) {
    const auto date = day(year, month, of_month);
    if (date.ok() && fires_on(cron, date)) {
      days += (days.empty() ? "" : " ") + std::to_string(of_month);
    }
  }
  return days;
}

TEST(Cron, ReadsRangesStepsListsAndNames) {
  const Cron cron = cron_of("*/20,7 9-17/4 1,15 jan-MAR,Dec MON-FRI/2");
  EXPECT_EQ(cron.minutes, (1ULL << 0) | (1ULL << 7) | (1ULL << 20) | (1ULL << 40));
  EXPECT_EQ(cron.hours, (1U << 9) | (1U << 13) | (1U << 17));
  EXPECT_EQ(cron.days, (1U << 1) | (1U << 15));
  EXPECT_EQ(cron.months, (1U << 1) | (1U << 2) | (1U << 3) | (1U << 12));
  EXPECT_EQ(cron.weekdays, (1U << 1) | (1U << 3) | (1U << 5));
}

TEST(Cron, SundayIsZeroAndSeven) {
  EXPECT_EQ(cron_of("0 0 * * 0").weekdays, 1U);
  EXPECT_EQ(cron_of("0 0 * * 7").weekdays, 1U);
  EXPECT_EQ(cron_of("0 0 * * FRI-SUN").weekdays, (1U << 5) | (1U << 6) | 1U);
  EXPECT_EQ(cron_of("0 0 * * SUN-TUE").weekdays, 0b111U);
  EXPECT_EQ(cron_of("0 0 * * */2").weekdays, (1U << 0) | (1U << 2) | (1U << 4) | (1U << 6));
}

TEST(Cron, CountsWeekdaysInAMonth) {  // December 2026 begins on a Tuesday, has five of them
  EXPECT_EQ(days_of("0 10 * * TUE#1", 2026, 12), "1");
  EXPECT_EQ(days_of("0 10 * * TUE#5", 2026, 12), "29");
  EXPECT_EQ(days_of("0 10 * * TUE#L", 2026, 12), "29");
  EXPECT_EQ(days_of("0 10 * * FRI#5", 2026, 12), "");
  EXPECT_EQ(days_of("0 10 * * FRI#L", 2026, 12), "25");
  EXPECT_EQ(days_of("0 10 * * TUE#1,2#3,SUN#L", 2026, 12), "1 15 27");
  EXPECT_EQ(days_of("0 10 * * MON#L", 2027, 2), "22");
  EXPECT_EQ(days_of("0 10 * * 7#1", 2026, 11), "1");
}

TEST(Cron, KnowsTheLastDayOfAMonth) {
  EXPECT_EQ(days_of("0 10 L * *", 2026, 2), "28");
  EXPECT_EQ(days_of("0 10 L * *", 2028, 2), "29");
  EXPECT_EQ(days_of("0 10 15,L * *", 2026, 11), "15 30");
  EXPECT_EQ(days_of("0 10 31 * *", 2026, 11), "");
  EXPECT_EQ(days_of("0 10 29 2 *", 2100, 2), "");  // no leap year
}

struct BothDays {
  const char* cron;
  bool warned;
  const char* november_2026;  // Sunday the 1st
};

TEST(Cron, EitherOfTwoDayFieldsWillDoUnlessOneBeginsWithAStar) {
  const BothDays table[] = {
      {"0 0 13 * FRI", true, "6 13 20 27"},
      {"0 0 1,15 * MON#1", true, "1 2 15"},
      {"0 0 1-31 * MON", true,
       "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 "
       "25 26 27 28 29 30"},
      {"0 0 L * SAT", true, "7 14 21 28 30"},
      {"0 0 */10 * MON-SUN", false, "1 11 21"},
      {"0 0 */7 * SUN", true, "1 8 15 22 29"},
      {"0 0 */2 * MON", true, "9 23"},  // both must match, as in Vixie cron
      {"0 0 13 * */2", true, ""},       // likewise: the 13th is a Friday
      {"0 0 * * MON", false, "2 9 16 23 30"},
      {"0 0 13 * *", false, "13"},
  };
  for (const BothDays& row : table) {
    EXPECT_EQ(days_of(row.cron, 2026, 11), row.november_2026) << row.cron;
    EXPECT_EQ(has_both_days(cron_of(row.cron)), row.warned) << row.cron;
  }
}

struct Refused {
  std::string cron;
  const char* why;  // begins so
};

TEST(Cron, SaysWhatIsWrongAndAWayOut) {
  const Refused table[] = {
      {"", "has 0 fields; write five: minute hour day-of-month month weekday"},
      {"0 10 * *", "has 4 fields; write five"},
      {"0 0 10 * * TUE", "has 6 fields (seconds are not known here); write five"},
      {"@weekly", "@weekly is not known here; write \"0 0 * * SUN\""},
      {"60 10 * * *", "minute (60): \"60\" is no minute; it takes 0 to 59; for example */15"},
      {"0 24 * * *", "hour (24): \"24\" is no hour; it takes 0 to 23"},
      {"0 10 0 * *", "day of the month (0): \"0\" is no day of the month; it takes 1 to 31"},
      {"0 10 * 13 *", "month (13): \"13\" is no month; it takes 1 to 12 or JAN to DEC"},
      {"0 10 * * TUESDAY",
       "weekday (TUESDAY): \"TUESDAY\" is no weekday; it takes 0 to 7 or SUN "
       "to SAT; did you mean \"TUE\"?"},
      {"0 10 * * 8", "weekday (8): \"8\" is no weekday"},
      {"0 10 ? * MON", "day of the month (?): \"?\" is no day of the month; it takes 1 to 31"},
      {"0 10 * * FRI-MON", "weekday (FRI-MON): \"FRI-MON\" runs backwards; write two ranges"},
      {"0 10 * * TUE#6", "weekday (TUE#6): \"TUE#6\": after # stands 1 to 5, or L for the last"},
      {"0 10 * * TUE#0", "weekday (TUE#0): \"TUE#0\": after # stands 1 to 5, or L"},
      {"0 10 * * TUE#", "weekday (TUE#): \"TUE#\": after # stands 1 to 5, or L"},
      {"0 10 * * #1", "weekday (#1): \"\" is no weekday"},
      {"0 10 1#1 * *", "day of the month (1#1): \"1#1\": only weekdays are counted"},
      {"0/15 10 * * *", "minute (0/15): a step needs a range; write 0-59/15"},
      {"*/0 10 * * *", "minute (*/0): the step of \"*/0\" is a number from 1 to 59"},
      {"*/60 10 * * *", "minute (*/60): the step of \"*/60\" is a number from 1 to 59"},
      {"1,,2 10 * * *", "minute (1,,2): has an empty place between its commas"},
      {"1, 10 * * *", "minute (1,): has an empty place between its commas"},
      {"-5 10 * * *", "minute (-5): \"\" is no minute"},
      {"5- 10 * * *", "minute (5-): \"\" is no minute"},
      {"010 10 * * *", "minute (010): \"010\" is no minute"},
      {"0 10 30 2 *", "its day of the month, 30, never comes: the longest of its months has 29"},
      {"0 10 31 4,6,9,11 *", "its day of the month, 31, never comes"},
      {"0 10 30 FEB MON", "its day of the month, 30, never comes"},
      {"0 10 * * L", "weekday (L): \"L\" is no weekday"},
      {std::string("0 10 * * M\x1b[31m"), "has characters that no crontab has; write five"},
      {"0 10 * * \xe2\x80\x93", "has characters that no crontab has; write five"},
      {std::string(10'000, '1'), "is longer than 256 characters; write five"},
      {"0 10 * * " + std::string(200, 'M'), "weekday (MMMMMMMMMMMMMMMMMMMM): \"MMMMMMMMMMMMMMMM"},
  };
  for (const Refused& row : table) {
    const auto parsed = parse_cron(row.cron);
    ASSERT_FALSE(parsed) << row.cron;
    EXPECT_TRUE(parsed.problem.starts_with(row.why)) << row.cron << " -> " << parsed.problem;
  }
}

TEST(Cron, BlanksAroundTheFieldsAreFine) {
  EXPECT_EQ(cron_of("  0\t10  *  *  TUE ").hours, 1U << 10);
}

TEST(Weekdays, AreReadAndSaidAlike) {
  EXPECT_EQ(weekday_words(*parse_weekdays("MON-THU").value), "MON-THU");
  EXPECT_EQ(weekday_words(*parse_weekdays("sat,SUN").value), "SAT,SUN");
  EXPECT_EQ(weekday_words(*parse_weekdays("SUN,TUE,FRI-SAT").value), "TUE,FRI-SUN");
  EXPECT_EQ(weekday_words(*parse_weekdays("MON,WED").value), "MON,WED");
  EXPECT_EQ(weekday_words(*parse_weekdays("*").value), "every day");
  EXPECT_FALSE(parse_weekdays("TUE#1"));
  EXPECT_FALSE(parse_weekdays("MO"));
  EXPECT_FALSE(parse_weekdays(std::string(10'000, ',')));
}

}  // namespace
}  // namespace gameday::schedule
