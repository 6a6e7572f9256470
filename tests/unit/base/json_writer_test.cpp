#include "base/json_writer.hpp"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace gameday {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  append_json_escaped(out, text);
  return out;
}

std::string number(double value, int decimals) {
  std::string out;
  JsonWriter(out).number(value, decimals);
  return out;
}

TEST(JsonWriter, SetsCommasAtEveryLevel) {
  std::string out;
  JsonWriter json(out);
  json.object().key("at_us").number(12).key("list").array().text("a").null().boolean(true);
  json.object().end().array().end().end().key("raw").raw("[1,2]").key("no").boolean(false).end();
  EXPECT_EQ(out, R"({"at_us":12,"list":["a",null,true,{},[]],"raw":[1,2],"no":false})");
}

TEST(JsonWriter, WritesAllIntegers) {
  std::string out;
  JsonWriter json(out);
  json.array().number(std::numeric_limits<std::int64_t>::min());
  json.number(std::numeric_limits<std::uint64_t>::max()).end();
  EXPECT_EQ(out, "[-9223372036854775808,18446744073709551615]");
}

TEST(JsonWriter, EscapesWhatJsonForbids) {
  EXPECT_EQ(escaped("a\"b\\c/\n\r\t"), R"(a\"b\\c/\n\r\t)");
  EXPECT_EQ(escaped(std::string_view("\0\x01\x1f\x7f", 4)), "\\u0000\\u0001\\u001f\x7f");
  EXPECT_EQ(escaped("h\xC3\xA9 \xF0\x9F\x98\x80"), "h\xC3\xA9 \xF0\x9F\x98\x80");
}

TEST(JsonWriter, BytesThatAreNoUtf8AreReplaced) {
  EXPECT_EQ(escaped("a\x80z"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(escaped("\xC3"), "\xEF\xBF\xBD");                                  // cut off
  EXPECT_EQ(escaped("\xC0\xAF"), "\xEF\xBF\xBD\xEF\xBF\xBD");                  // overlong
  EXPECT_EQ(escaped("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // surrogate
  EXPECT_EQ(escaped("\xF4\x90\x80\x80").size(), 12U);                          // too high
}

TEST(JsonWriter, DoublesHaveFixedDecimals) {
  EXPECT_EQ(number(1.5, 3), "1.5");
  EXPECT_EQ(number(2.0, 3), "2");
  EXPECT_EQ(number(0.12345, 3), "0.123");
  EXPECT_EQ(number(1e21, 1), "1000000000000000000000");
  EXPECT_EQ(number(-0.0001, 2), "0");
  EXPECT_EQ(number(100, 0), "100");
  EXPECT_EQ(number(std::nan(""), 3), "null");
  EXPECT_EQ(number(std::numeric_limits<double>::infinity(), 3), "null");
  EXPECT_EQ(number(std::numeric_limits<double>::max(), 0).size(), 309U);
}

TEST(Utf8, CountsCharacters) {
  EXPECT_EQ(utf8_length("h\xC3\xA9 \xF0\x9F\x98\x80"), 4U);
  EXPECT_EQ(utf8_length("\x80\x80"), 2U);
  EXPECT_EQ(utf8_sequence(""), 0U);
  EXPECT_EQ(utf8_sequence("\xE2\x82"), 0U);
  EXPECT_EQ(utf8_sequence("\xE2\x82\xAC!"), 3U);
}

}  // namespace
}  // namespace gameday
