// YAML and JSON become the same tree, with places, and scalars as they were written.
#include <gtest/gtest.h>

#include "syntax/json.hpp"
#include "syntax/lines.hpp"
#include "syntax/yaml.hpp"

namespace gameday::syntax {
namespace {

Value yaml(std::string_view text) {
  Problems problems("f");
  auto value = parse_yaml(text, problems);
  EXPECT_TRUE(value) << (problems.list().empty() ? "" : to_line(problems.list()[0]));
  return value.value_or(Value());
}

Value json(std::string_view text) {
  Problems problems("f");
  auto value = parse_json(text, problems);
  EXPECT_TRUE(value) << (problems.list().empty() ? "" : to_line(problems.list()[0]));
  return value.value_or(Value());
}

TEST(Yaml, ScalarsKeepTheirText) {
  const Value map = yaml(
      "a: 010\nb: yes\nc: 12:30\nd: \"3\"\ne: 0x1F\nf: 1_000\ng: ~\nh:\n"
      "i: |\n  two\n  lines\nj: 1.50\n");
  EXPECT_EQ(map.find("a")->text, "010");
  EXPECT_EQ(map.find("b")->text, "yes");
  EXPECT_EQ(map.find("c")->text, "12:30");
  EXPECT_EQ(map.find("d")->text, "3");
  EXPECT_TRUE(map.find("d")->quoted);
  EXPECT_FALSE(map.find("a")->quoted);
  EXPECT_EQ(map.find("e")->text, "0x1F");
  EXPECT_EQ(map.find("f")->text, "1_000");
  EXPECT_EQ(map.find("g")->kind, Value::Kind::null);
  EXPECT_EQ(map.find("h")->kind, Value::Kind::null);
  EXPECT_EQ(map.find("h")->place, (Place{8, 1, 1}));  // its key's, not the next line's
  EXPECT_EQ(map.find("i")->text, "two\nlines\n");
  EXPECT_EQ(map.find("j")->text, "1.50");
}

TEST(Yaml, PlacesCountCharactersAndCarets) {
  const Value map = yaml(
      "\xEF\xBB\xBF\"\xC3\xA9t\xC3\xA9\": {x: caf\xC3\xA9 noir, y: 'it''s'}\r\n"
      "list:\r\n  - one\r\n");
  EXPECT_EQ(map.members[0].key, "\xC3\xA9t\xC3\xA9");
  EXPECT_EQ(map.members[0].place, (Place{1, 1, 5}));
  const Value& inner = map.members[0].value;
  EXPECT_EQ(inner.members[0].value.place, (Place{1, 12, 9}));
  EXPECT_EQ(inner.members[1].place, (Place{1, 23, 1}));
  EXPECT_EQ(inner.members[1].value.place, (Place{1, 26, 7}));
  EXPECT_EQ(map.find("list")->items[0].place, (Place{3, 5, 3}));
}

TEST(Json, ScalarsKeepTheirText) {
  const Value map = json(R"({"a": 1.50e2, "b": true, "c": null, "d": "3", "e": -0})");
  EXPECT_EQ(map.find("a")->text, "1.50e2");
  EXPECT_EQ(map.find("b")->text, "true");
  EXPECT_FALSE(map.find("b")->quoted);
  EXPECT_EQ(map.find("c")->kind, Value::Kind::null);
  EXPECT_TRUE(map.find("d")->quoted);
  EXPECT_EQ(map.find("e")->text, "-0");
}

TEST(Json, PlacesSurviveEscapesAndSurrogates) {
  const std::string long_key(2000, 'k');  // yaml-cpp stops at 1,024
  const Value map =
      json("{\"\\ud83d\\ude00 \\\"{,:\" : [ 1,\n  \"b\\\\\" , {} ],\"" + long_key + "\":2}");
  EXPECT_EQ(map.members[0].key, "\xF0\x9F\x98\x80 \"{,:");
  EXPECT_EQ(map.members[0].place, (Place{1, 2, 20}));
  const Value& list = map.members[0].value;
  EXPECT_EQ(list.place, (Place{1, 25, 1}));
  EXPECT_EQ(list.items[0].place, (Place{1, 27, 1}));
  EXPECT_EQ(list.items[1].place, (Place{2, 3, 5}));
  EXPECT_EQ(list.items[1].text, "b\\");
  EXPECT_EQ(list.items[2].place, (Place{2, 11, 1}));
  EXPECT_EQ(map.members[1].place, (Place{2, 16, 2002}));
  EXPECT_EQ(map.members[1].value.place, (Place{2, 2019, 1}));
}

TEST(Json, BothFormatsGiveOneTree) {
  const Value from_json = json(R"({"a": [1, "x"], "b": {"c": null}})");
  const Value from_yaml = yaml("a: [1, \"x\"]\nb: {c: null}\n");
  EXPECT_EQ(from_json.find("a")->items[0].text, from_yaml.find("a")->items[0].text);
  EXPECT_EQ(from_json.find("a")->items[1].quoted, from_yaml.find("a")->items[1].quoted);
  EXPECT_EQ(from_json.find("b")->find("c")->kind, from_yaml.find("b")->find("c")->kind);
}

TEST(Lines, EveryOffsetHasAPlace) {
  const Lines lines("ab\r\n\n\xC3\xA9!");
  EXPECT_EQ(lines.line(0), "ab");
  EXPECT_EQ(lines.line(9), "");
  EXPECT_EQ(lines.at_offset(0), (Place{1, 1, 1}));
  EXPECT_EQ(lines.at_offset(4), (Place{2, 1, 1}));
  EXPECT_EQ(lines.at_offset(7), (Place{3, 2, 1}));
  EXPECT_EQ(lines.at_offset(999).line, 3U);
  EXPECT_EQ(lines.at_mark(999, 999).line, 3U);
}

}  // namespace
}  // namespace gameday::syntax
