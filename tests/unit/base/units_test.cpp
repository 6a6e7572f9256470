#include "base/units.hpp"

#include <gtest/gtest.h>

namespace gameday {
namespace {

struct Message {
  const char* text;
  const char* problem;
};

TEST(Durations, AreReadExactly) {
  EXPECT_EQ(parse_duration("250ms").value, 250ms);
  EXPECT_EQ(parse_duration("1.5s").value, 1500ms);
  EXPECT_EQ(parse_duration("0s").value, 0s);
  EXPECT_EQ(parse_duration("2d").value, 48h);
  EXPECT_EQ(parse_duration("1ns").value, 1ns);
  EXPECT_EQ(parse_duration("forever").value, forever);
}

TEST(Durations, AMistakeShowsTheWayOut) {
  const Message table[] = {
      {"40", "40 has no unit; write 40s, 500ms or 5m"},
      {"40 s", "\" s\" is not a unit here; write 250ms, 20s, 5m or 1h"},
      {"5min", "\"min\" is not a unit here; write 250ms, 20s, 5m or 1h"},
      {"", "\"\" is not a number with a unit; write 250ms, 20s, 5m or 1h"},
      {"-3s", "\"-3s\" is not a number with a unit; write 250ms, 20s, 5m or 1h"},
      {"+3s", "\"+3s\" is not a number with a unit; write 250ms, 20s, 5m or 1h"},
      {".5s", "\".5s\" is not a number with a unit; write 250ms, 20s, 5m or 1h"},
      {"5.s", "\"5.s\" is not a number with a unit; write 250ms, 20s, 5m or 1h"},
      {"1.2.3s", "\".3s\" is not a unit here; write 250ms, 20s, 5m or 1h"},
      {"12:30", "\":30\" is not a unit here; write 250ms, 20s, 5m or 1h"},
      {"1e3s", "\"e3s\" is not a unit here; write 250ms, 20s, 5m or 1h"},
      {"999999999d", "999999999d is too large"},
      {"1234567890123456s",
       "\"1234567890123456s\" is not a number with a unit; write 250ms, 20s, 5m or 1h"}};
  for (const Message& row : table) {
    const auto parsed = parse_duration(row.text);
    EXPECT_FALSE(parsed) << row.text;
    EXPECT_EQ(parsed.problem, row.problem) << row.text;
  }
}

TEST(Durations, FinerThanANanosecondIsRefusedNotRounded) {
  EXPECT_EQ(parse_duration("0.000001ms").value, 1ns);
  EXPECT_EQ(parse_duration("0.5ns").problem, "0.5ns is not a whole number of nanoseconds");
}

TEST(Sizes, KnowBinaryUnitsOnly) {
  EXPECT_EQ(parse_bytes("64KiB").value, Bytes{65'536});
  EXPECT_EQ(parse_bytes("1.5KiB").value, Bytes{1'536});
  EXPECT_EQ(parse_bytes("0B").value, Bytes{0});
  EXPECT_EQ(parse_bytes("64KB").problem, "\"KB\" is not a unit here; write 512B, 64KiB or 3MiB");
  EXPECT_EQ(parse_bytes("64").problem, "64 has no unit; write 512B, 64KiB or 3MiB");
  EXPECT_EQ(parse_bytes("0.3B").problem, "0.3B is not a whole number of bytes");
}

TEST(Rates, CountMillionths) {
  EXPECT_EQ(parse_rate("8/s").value, PerSecond{8'000'000});
  EXPECT_EQ(parse_rate("90/m").value, PerSecond{1'500'000});
  EXPECT_EQ(parse_rate("1/h").value, PerSecond{277});
  EXPECT_EQ(parse_rate("0.5/s").value, PerSecond{500'000});
  EXPECT_EQ(parse_rate("1000000/s").value, PerSecond{1'000'000'000'000});
  EXPECT_EQ(parse_rate("1000001/s").problem, "1000001/s is too fast; at most 1000000/s is allowed");
  EXPECT_EQ(parse_rate("8").problem, "8 has no unit; write 8/s, 90/m or 500/h");
  EXPECT_EQ(parse_rate("8ps").problem, "\"ps\" is not a unit here; write 8/s, 90/m or 500/h");
  EXPECT_EQ(parse_rate("0.0000001/s").problem,
            "0.0000001/s is too slow; 0.000001/s is the least above 0/s");
}

TEST(Shares, AreFractionsInLowestTerms) {
  EXPECT_EQ(parse_share("50%").value, (Ratio{1, 2}));
  EXPECT_EQ(parse_share("50%").value->denominator, 2U);
  EXPECT_EQ(parse_share("0.5%").value, (Ratio{1, 200}));
  EXPECT_EQ(parse_share("1/3").value, (Ratio{1, 3}));
  EXPECT_EQ(parse_share("0%").value, (Ratio{0, 1}));
  EXPECT_EQ(parse_share("100%").value, (Ratio{1, 1}));
  EXPECT_EQ(parse_share("0/7").value->denominator, 1U);
}

TEST(Shares, AMistakeShowsTheWayOut) {
  const Message table[] = {{"0.5", "0.5 has no unit; write 50%, 0.5% or 1/3"},
                           {"101%", "101% is more than the whole; 100% is the most"},
                           {"4/3", "4/3 is more than the whole; 100% is the most"},
                           {"1/0", "\"1/0\" is not a share; write 50%, 0.5% or 1/3"},
                           {"half", "\"half\" is not a share; write 50%, 0.5% or 1/3"},
                           {"1/3%", "\"1/3%\" is not a share; write 50%, 0.5% or 1/3"},
                           {"1/99999999999", "1/99999999999 is finer than a share can be"}};
  for (const Message& row : table) {
    const auto parsed = parse_share(row.text);
    EXPECT_FALSE(parsed) << row.text;
    EXPECT_EQ(parsed.problem, row.problem) << row.text;
  }
}

TEST(Counts, AreDecimalAndPlain) {
  EXPECT_EQ(parse_count("0").value, 0U);
  EXPECT_EQ(parse_count("999999999999999999").value, 999'999'999'999'999'999U);
  for (const char* wrong :
       {"", "010", "1_000", "-1", "+1", "1.0", "0x10", "1e3", " 1", "1 ", "1000000000000000000"}) {
    EXPECT_FALSE(parse_count(wrong)) << wrong;
  }
  EXPECT_EQ(parse_count("010").problem, "\"010\" is not a whole number; write 3 or 1440");
}

TEST(Units, AreWrittenAsShortAsTheyParseBack) {
  EXPECT_EQ(to_text(20s), "20s");
  EXPECT_EQ(to_text(Duration(1500ms)), "1500ms");
  EXPECT_EQ(to_text(Duration(5min)), "5m");
  EXPECT_EQ(to_text(Duration(0)), "0s");
  EXPECT_EQ(to_text(forever), "forever");
  EXPECT_EQ(to_text(Duration(-2s)), "-2s");
  EXPECT_EQ(to_text(Duration::min()), "-9223372036854775808ns");
  EXPECT_EQ(to_text(Bytes{65'536}), "64KiB");
  EXPECT_EQ(to_text(Bytes{1'500}), "1500B");
  EXPECT_EQ(to_text(PerSecond{8'000'000}), "8/s");
  EXPECT_EQ(to_text(PerSecond{1'500'000}), "1.5/s");
  EXPECT_EQ(to_text(Ratio{1, 2}), "50%");
  EXPECT_EQ(to_text(Ratio{1, 200}), "0.5%");
  EXPECT_EQ(to_text(Ratio{1, 3}), "1/3");
  EXPECT_EQ(to_text(Ratio{0, 1}), "0%");
}

TEST(Time, LaterStaysAtNever) {
  EXPECT_EQ(later(run_start + 1s, 2s), run_start + 3s);
  EXPECT_EQ(later(never, 1ns), never);
  EXPECT_EQ(later(never, 0ns), never);
  EXPECT_EQ(later(run_start, forever), never);
  EXPECT_EQ(later(run_start + 5s, forever), never);
  EXPECT_EQ(later(never - 1ns, 1ns), never);
  EXPECT_EQ(later(never - 2ns, 1ns), never - 1ns);
  EXPECT_EQ(later(run_start, -1s), run_start - 1s);
  EXPECT_EQ(later(run_start - 5s, forever), never);
}

}  // namespace
}  // namespace gameday
