#include "report/chart/svg.hpp"

#include <limits>

#include <gtest/gtest.h>

namespace gameday::report::chart {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_escaped(out, text);
  return out;
}

std::string number(double value) {
  std::string out;
  append_number(out, value);
  return out;
}

TEST(Svg, NestsAndClosesItsElements) {
  Svg svg;
  svg.open("g").open("rect").number("x", 1.5).word("class", "a").end();
  svg.open("text").text("5 < 6").end().end();
  EXPECT_EQ(svg.take(), "<g><rect x=\"1.5\" class=\"a\"/>\n<text>5 &lt; 6</text>\n</g>\n");
}

TEST(Svg, MakesHostileNamesInert) {
  EXPECT_EQ(escaped("<script>alert('1')</script>"),
            "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  EXPECT_EQ(escaped("a]]>b&\""), "a]]&gt;b&amp;&quot;");
  EXPECT_EQ(escaped(std::string_view("a\0b\x1B[31m", 8)), "a\uFFFDb\uFFFD[31m");
  EXPECT_EQ(escaped("one\ntwo\tthree"), "one two three");
  EXPECT_EQ(escaped("\u202Eabc\u2066\u200F\uFEFF"), "\uFFFDabc\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(escaped("\u05E9\u05DC\u05D5\u05DD"), "\u05E9\u05DC\u05D5\u05DD");
  EXPECT_EQ(escaped("\xFF\xC3(\xEF\xBF\xBE"), "\uFFFD\uFFFD(\uFFFD");
  EXPECT_EQ(escaped("\xC2\x85\x7F"), "\uFFFD\uFFFD");
}

TEST(Svg, WritesNumbersByFixedRules) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(-0.04), "0");
  EXPECT_EQ(number(-0.05), "-0.1");
  EXPECT_EQ(number(12.25), "12.3");
  EXPECT_EQ(number(-3), "-3");
  EXPECT_EQ(number(1234567890), "1000000");
  EXPECT_EQ(number(std::numeric_limits<double>::quiet_NaN()), "0");
  EXPECT_EQ(number(-std::numeric_limits<double>::infinity()), "-1000000");
}

TEST(Path, IsShort) {
  EXPECT_EQ(Path().move(1, 2).line(3, -4).horizontal(5).vertical(0.5).close().text(),
            "M1 2L3-4H5V0.5z");
  EXPECT_EQ(Path().box(1, 2, 3, 4).text(), "M1 2H4V6H1z");
}

}  // namespace
}  // namespace gameday::report::chart
