// `gameday schedule --next`, for people and for programs; and what is doubted about a cron.

#include "scenario/schedule/coming.hpp"

#include <gtest/gtest.h>

#include "scenario/schedule/doubts.hpp"
#include "unit/scenario/schedule/wall.hpp"

namespace gameday::schedule {
namespace {

using test::wall;

class ComingTest : public testing::Test {
 protected:
  void add(const std::string& file, Options options) {
    zones_[file] = options.zone;
    agenda_.put(file, {std::move(options), 5min, {}}, wall("2026-01-01T00:00:00Z"));
  }
  std::string text(const char* from, std::size_t count) const {
    return coming_text(agenda_.coming(wall(from), count), zones_);
  }

  Agenda agenda_;
  Zones zones_;
};

TEST_F(ComingTest, SaysWhatIsMovedAndWhatIsSkipped) {
  Options options = test::options_of("30 2 * * *", "Europe/Berlin");
  options.freeze = {{test::date("2026-03-29"), test::date("2026-03-29"), "the fair"}};
  add("a.yaml", options);
  EXPECT_EQ(text("2026-03-28T00:00:00Z", 3),
            "Sat 2026-03-28 02:30 +01:00  Europe/Berlin\n"
            "Sun 2026-03-29 03:00 +02:00  Europe/Berlin  02:30 does not exist that day: clocks are "
            "put forward; would be skipped: frozen on 2026-03-29: the fair\n"
            "Mon 2026-03-30 02:30 +02:00  Europe/Berlin\n");
}

TEST_F(ComingTest, NamesFilesWhenThereAreSeveral) {
  add("a.yaml", test::options_of("0 10 * * *", "Europe/Berlin"));
  add("b\x1b[31m\n.yaml", test::options_of("30 9 * * *", "UTC"));
  EXPECT_EQ(text("2026-11-28T00:00:00Z", 2),
            "Sat 2026-11-28 10:00 +01:00  Europe/Berlin  a.yaml\n"
            "Sat 2026-11-28 09:30 +00:00  UTC            b [31m .yaml\n");
}

TEST_F(ComingTest, NothingIsSaid) {
  EXPECT_EQ(text("2026-11-28T00:00:00Z", 2),
            "nothing is scheduled: write schedule: {cron: \"0 10 * * TUE#1\"} into a scenario\n");
  EXPECT_EQ(coming_json({}, {}), "{\"gameday\":1,\"firings\":[]}\n");
}

TEST_F(ComingTest, AsJson) {
  Options options = test::options_of("30 2 * * *", "America/New_York");
  options.freeze = {{test::date("2026-03-08"), test::date("2026-03-08"), "the \"fair\""}};
  add("a.yaml", options);
  EXPECT_EQ(coming_json(agenda_.coming(wall("2026-03-08T00:00:00Z"), 1), zones_),
            "{\"gameday\":1,\"firings\":[{\"file\":\"a.yaml\",\"time_zone\":\"America/New_York\","
            "\"local\":\"2026-03-08T03:00:00-04:00\",\"utc_offset\":\"-04:00\","
            "\"utc\":\"2026-03-08T07:00:00Z\",\"asked\":\"02:30\",\"moved\":true,"
            "\"skip\":\"frozen on 2026-03-08: the \\\"fair\\\"\"}]}\n");
}

TEST(Doubts, BothDayFieldsShowTheNextFive) {
  const auto said =
      doubts(test::options_of("0 0 13 * FRI", "UTC"), wall("2026-11-01T00:00:00Z"), 5min);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0],
            "gives a day of the month and a weekday: as in Vixie cron, it fires when either "
            "matches. Next: Fri 2026-11-06 00:00 +00:00, Fri 2026-11-13 00:00 +00:00, Fri "
            "2026-11-20 00:00 +00:00, Fri 2026-11-27 00:00 +00:00, Fri 2026-12-04 00:00 +00:00");
  EXPECT_TRUE(
      doubts(test::options_of("0 0 * * FRI", "UTC"), wall("2026-11-01T00:00:00Z"), 5min).empty());
}

TEST(Doubts, ACronThatNoWindowLetsRun) {
  Options options = test::options_of("0 18 * * *", "UTC");
  options.windows = {{all_weekdays, 9h, 16h}};
  const auto said = doubts(options, wall("2026-11-01T00:00:00Z"), 5min);
  ASSERT_EQ(said.size(), 1U);
  EXPECT_EQ(said[0],
            "none of its next firings may run; the first, Sun 2026-11-01 18:00 +00:00: Sun "
            "2026-11-01 18:00 +00:00 is outside the windows: every day 09:00 to 16:00");
}

TEST(Utc, IsReadAsItIsWritten) {
  EXPECT_EQ(utc_text(*parse_utc("2026-12-08T10:05:59Z").value), "2026-12-08T10:05:59Z");
  EXPECT_EQ(utc_text(*parse_utc("2028-02-29T00:00:00Z").value), "2028-02-29T00:00:00Z");
  for (const char* wrong :
       {"", "2026-12-08", "2026-12-08T10:05:59", "2026-12-08 10:05:59Z", "2026-02-29T00:00:00Z",
        "2026-12-08T24:00:00Z", "2026-12-08T10:60:00Z", "1999-12-31T00:00:00Z", "now"}) {
    EXPECT_FALSE(parse_utc(wrong)) << wrong;
  }
}

}  // namespace
}  // namespace gameday::schedule
