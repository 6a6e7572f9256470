// Whether a run that a scheduler has started takes place.

#include "scenario/schedule/admission.hpp"

#include <gtest/gtest.h>

#include "unit/scenario/schedule/wall.hpp"

namespace gameday::schedule {
namespace {

using test::wall;

Options first_tuesdays() {
  Options options = test::options_of("0 10 * * TUE#1", "Australia/Melbourne");
  options.windows = {{*parse_weekdays("MON-THU").value, 9h + 30min, 16h}};
  options.freeze = {{test::date("2026-12-18"), test::date("2027-01-05"), "holidays"}};
  return options;
}

TEST(Admission, OnTimeAndALittleLate) {
  const Options options = first_tuesdays();
  for (const char* now : {"2026-11-30T22:59:55Z", "2026-11-30T23:00:00Z", "2026-11-30T23:10:00Z"}) {
    const Admission admission = admit(options, wall(now), 5min, {});
    EXPECT_EQ(admission.why_not, "") << now;
    EXPECT_EQ(admission.firing->at, wall("2026-11-30T23:00:00Z"));
  }
}

TEST(Admission, ASupersetSkipsItself) {  // the second Tuesday
  const Admission admission = admit(first_tuesdays(), wall("2026-12-07T23:00:00Z"), 5min, {});
  EXPECT_EQ(admission.why_not,
            "its cron \"0 10 * * TUE#1\" is not due at Tue 2026-12-08 10:00 +11:00, nor was it "
            "within start_deadline (10m)");
  // Not the one in January: it is frozen.
  EXPECT_FALSE(admission.due);
  EXPECT_EQ(admission.next, "The next one runs at Tue 2027-02-02 10:00 +11:00");
}

TEST(Admission, TooEarlyAndTooLateAreNotDue) {
  EXPECT_NE(admit(first_tuesdays(), wall("2026-11-30T22:59:54Z"), 5min, {}).why_not, "");
  EXPECT_NE(admit(first_tuesdays(), wall("2026-11-30T23:10:01Z"), 5min, {}).why_not, "");
}

TEST(Admission, AFiringHasOneRun) {
  const WallTime due = wall("2026-11-30T23:00:00Z");
  EXPECT_EQ(admit(first_tuesdays(), due + 5min, 5min, due).why_not,
            "its firing at Tue 2026-12-01 10:00 +11:00 has had its run");
  EXPECT_EQ(admit(first_tuesdays(), due + 5min, 5min, due - 24h).why_not, "");
}

TEST(Admission, WindowsAndFreezesHoldForTheTimeItReallyStarts) {
  Options options = first_tuesdays();
  options.start_deadline = 12h;
  EXPECT_EQ(admit(options, wall("2026-12-01T04:50:00Z"), 5min, {}).why_not, "");
  EXPECT_TRUE(admit(options, wall("2026-12-01T04:56:00Z"), 5min, {})
                  .why_not.starts_with("would end by Tue 2026-12-01 16:01 +11:00"));
  EXPECT_EQ(admit(options, wall("2027-01-04T23:00:00Z"), 5min, {}).why_not,
            "frozen from 2026-12-18 to 2027-01-05: holidays");
}

TEST(Admission, WithoutACronOnlyWindowsAndFreezesCount) {
  Options options = first_tuesdays();
  options.cron.reset();
  EXPECT_EQ(admit(options, wall("2026-12-07T23:00:00Z"), 5min, {}).why_not, "");
  const Admission refused = admit(options, wall("2026-12-20T23:00:00Z"), 5min, {});
  EXPECT_EQ(refused.why_not, "frozen from 2026-12-18 to 2027-01-05: holidays");
  EXPECT_TRUE(refused.due);
  EXPECT_EQ(refused.next, "");
}

TEST(Admission, TheSecondPassOfARepeatedHourIsNotDue) {
  Options options = test::options_of("30 2 * * *", "Europe/Berlin");
  EXPECT_EQ(admit(options, wall("2026-10-25T00:30:00Z"), 5min, {}).why_not, "");
  EXPECT_NE(admit(options, wall("2026-10-25T01:30:00Z"), 5min, {}).why_not, "");
  options.start_deadline = 2h;  // now it would be, had the first pass not had its run
  EXPECT_NE(
      admit(options, wall("2026-10-25T01:30:00Z"), 5min, wall("2026-10-25T00:30:00Z")).why_not, "");
}

TEST(Admission, NothingAllowedIsSaidByNothing) {
  Options options = first_tuesdays();
  options.windows = {{*parse_weekdays("SAT").value, 9h, 16h}};
  EXPECT_FALSE(next_allowed(options, wall("2026-12-01T00:00:00Z"), 5min));
}

}  // namespace
}  // namespace gameday::schedule
