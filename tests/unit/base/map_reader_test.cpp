#include "base/map_reader.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace gameday {
namespace {

Value text(std::string words, std::uint32_t line, bool quoted = false) {
  Value value;
  value.kind = Value::Kind::text;
  value.text = std::move(words);
  value.quoted = quoted;
  value.place = {line, 9, 2};
  return value;
}

class Reading : public ::testing::Test {
 protected:
  Reading() {
    map_.kind = Value::Kind::map;
    map_.place = {1, 1, 1};
  }
  void add(std::string key, Value value) {
    Member member;
    member.key = std::move(key);
    member.place = {value.place.line, 3, 4};
    member.value = std::move(value);
    map_.members.push_back(std::move(member));
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const Problem& problem : problems_.list()) {
      lines.push_back(to_line(problem));
    }
    return lines;
  }
  using Lines = std::vector<std::string>;

  Value map_;
  Problems problems_{"f.yaml"};
};

TEST_F(Reading, AKeyNobodyAskedForIsAMistake) {
  add("rat", text("8/s", 14));
  add("timeout", text("5s", 15));
  MapReader map(map_, "load", "load", problems_);
  EXPECT_FALSE(map.rate("rate"));
  EXPECT_EQ(map.duration("timeout"), 5s);
  map.finish();
  EXPECT_EQ(lines(), Lines{"f.yaml:14:3: load.rat: unknown key; did you mean \"rate\"?"});
}

TEST_F(Reading, AWrongValueIsShownWhereItStands) {
  add("fault", text("40", 22));
  add("yes", text("yes", 23));
  add("count", text("3", 24, true));
  add("flag", text("true", 25, true));
  add("most", text("9", 26));
  MapReader map(map_, "timing", "timing", problems_);
  EXPECT_FALSE(map.duration("fault"));
  EXPECT_FALSE(map.boolean("yes"));
  EXPECT_FALSE(map.count("count", 0, 9));
  EXPECT_FALSE(map.boolean("flag"));
  EXPECT_FALSE(map.count("most", 1, 8));
  map.finish();
  EXPECT_EQ(lines(),
            (Lines{"f.yaml:22:9: timing.fault: 40 has no unit; write 40s, 500ms or 5m",
                   "f.yaml:23:9: timing.yes: \"yes\" is neither true nor false",
                   "f.yaml:24:9: timing.count: stands in quotes, so it is a text; write the "
                   "number without them",
                   "f.yaml:25:9: timing.flag: stands in quotes, so it is a text; write true or "
                   "false",
                   "f.yaml:26:9: timing.most: 9 is out of range; from 1 to 8 is allowed"}));
}

TEST_F(Reading, WhatIsMissingOrComesLaterIsNamed) {
  add("url", text("http://x", 3));
  MapReader map(map_, "", "a thing", problems_);
  EXPECT_EQ(map.require("mock", "mock: openai"), nullptr);
  map.not_yet("url");
  map.not_yet("cap");
  map.finish();
  EXPECT_EQ(lines(), (Lines{"f.yaml:1:1: mock: missing; write mock: openai",
                            "f.yaml:3:3: url: not in this version of gameday; take it out"}));
}

TEST_F(Reading, ShapesAreChecked) {
  Value list;
  list.kind = Value::Kind::list;
  list.place = {7, 1, 1};
  list.items = {text("a", 8), Value(), text("b", 9)};
  list.items[1].place = {8, 5, 1};
  add("list", list);
  add("one", text("x", 10));
  add("none", Value());
  MapReader map(map_, "m", "m", problems_);
  EXPECT_EQ(map.texts("list"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(map.texts("one"), std::vector<std::string>{"x"});
  EXPECT_FALSE(map.text("list"));
  EXPECT_FALSE(map.text("none"));
  EXPECT_TRUE(map.texts("absent").empty());
  EXPECT_EQ(lines(), (Lines{"f.yaml:8:5: m.list: is a list of texts; here stands nothing",
                            "f.yaml:7:3: m.list: takes one text; here stands a list",
                            "f.yaml: m.none: takes one text; here stands nothing"}));
}

TEST_F(Reading, WhatIsNoMapSaysSoOnce) {
  const Value value = text("x", 4);
  MapReader map(value, "load", "the load", problems_);
  EXPECT_FALSE(map.is_map());
  EXPECT_EQ(map.require("rate", "rate: 8/s"), nullptr);
  map.finish();
  EXPECT_EQ(lines(), Lines{"f.yaml:4:9: load: the load is a map of keys and values; here stands "
                           "a single value"});
}

TEST(DidYouMean, KnowsSlipsButDoesNotGuess) {
  const std::vector<std::string_view> known = {"rate", "timeout", "requests"};
  EXPECT_EQ(did_you_mean("rat", known), "; did you mean \"rate\"?");
  EXPECT_EQ(did_you_mean("tiemout", known), "; did you mean \"timeout\"?");
  EXPECT_EQ(did_you_mean("request", known), "; did you mean \"requests\"?");
  EXPECT_EQ(did_you_mean("banana", known), "");
  EXPECT_EQ(did_you_mean("x", known), "");
  EXPECT_EQ(did_you_mean("", known), "");
  EXPECT_EQ(did_you_mean("rate", {}), "");
  EXPECT_EQ(did_you_mean(std::string(100'000, 'r'), known), "");
}

TEST(Problems, WarningsAreNoErrors) {
  Problems problems("f.json");
  problems.warning({2, 1, 1}, "keys[0]", "stands in the open");
  EXPECT_FALSE(problems.any_error());
  EXPECT_EQ(to_line(problems.list()[0]), "f.json:2:1: warning: keys[0]: stands in the open");
  problems.error({}, "", "there is no such file");
  EXPECT_TRUE(problems.any_error());
  EXPECT_EQ(to_line(problems.list()[1]), "f.json: there is no such file");
}

TEST(Digest, IsSha256) {
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

}  // namespace
}  // namespace gameday
