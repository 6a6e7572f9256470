// One value of a JSON text is changed, and not a byte besides.
#include "faults/json_splice.hpp"

#include <gtest/gtest.h>

namespace gameday::faults {
namespace {

// Blanks, a number as nobody else writes it, brackets and quotes inside a text, a name with
// escapes.
const std::string odd =
    R"( { "a" : 1.0e2 , "b":[ {"c":"}\"]"}, [ ] ,null ], "d\/e":{ } ,"f":-0 } )";

std::string found(std::string_view pointer) {
  const auto span = find_value(odd, pointer);
  return span ? odd.substr(span->begin, span->end - span->begin) : "nothing";
}

TEST(JsonSplice, FindsWhatAPointerNames) {
  EXPECT_TRUE(is_json(odd));
  EXPECT_EQ(found("/a"), "1.0e2");
  EXPECT_EQ(found("/b/0/c"), R"("}\"]")");
  EXPECT_EQ(found("/b/1"), "[ ]");
  EXPECT_EQ(found("/b/2"), "null");
  EXPECT_EQ(found("/d~1e"), "{ }");
  EXPECT_EQ(found("/f"), "-0");
  for (const char* nothing : {"/x", "/b/3", "/b/-", "/a/0", "/d~1e/x", "/b/0/c/d", "/b/x"}) {
    EXPECT_EQ(found(nothing), "nothing") << nothing;
  }
}

TEST(JsonSplice, TheLastOfTwoNamesCounts) {
  std::string twice = R"({"a":1,"a":2})";
  EXPECT_TRUE(set_value(twice, "/a", "3"));
  EXPECT_EQ(twice, R"({"a":1,"a":3})");
}

std::string set(std::string json, std::string_view pointer, std::string_view value) {
  return set_value(json, pointer, value) ? json : "no";
}

TEST(JsonSplice, SetsAndMakesWhatIsMissing) {
  EXPECT_EQ(set(R"({"a": 1 , "b":2})", "/a", "null"), R"({"a": null , "b":2})");
  EXPECT_EQ(set(R"({"a":1 })", "/b", "[2]"), R"({"a":1,"b":[2] })");
  EXPECT_EQ(set("{ }", "/a", "1"), R"({"a":1 })");
  EXPECT_EQ(set("{}", "/a/b/c", "1"), R"({"a":{"b":{"c":1}}})");
  EXPECT_EQ(set(R"({"a":null})", "/a/b", "1"), R"({"a":{"b":1}})");
  EXPECT_EQ(set(R"({"a~/":1})", "/a~0~1", "2"), R"({"a~/":2})");
  EXPECT_EQ(set("[1,2]", "/2", "3"), "[1,2,3]");
  EXPECT_EQ(set("[]", "/-", "3"), "[3]");
  EXPECT_EQ(set("[{}]", "/1/x", "3"), R"([{},{"x":3}])");
  EXPECT_EQ(set("[1]", "/5", "3"), "no");
  EXPECT_EQ(set("[1]", "/x", "3"), "no");
  EXPECT_EQ(set(R"({"a":"text"})", "/a/b", "1"), "no");
}

std::string unset(std::string json, std::string_view pointer) {
  return unset_value(json, pointer) ? json : "no";
}

TEST(JsonSplice, UnsetsWithOneComma) {
  EXPECT_EQ(unset(R"({"a":1, "b":2, "c":3})", "/a"), R"({"b":2, "c":3})");
  EXPECT_EQ(unset(R"({"a":1, "b":2, "c":3})", "/b"), R"({"a":1, "c":3})");
  EXPECT_EQ(unset(R"({"a":1, "b":2, "c":3})", "/c"), R"({"a":1, "b":2})");
  EXPECT_EQ(unset(R"({"a":{"b":1}})", "/a/b"), R"({"a":{}})");
  EXPECT_EQ(unset("[1,2]", "/0"), "[2]");
  EXPECT_EQ(unset("[1,2]", "/2"), "no");
  EXPECT_EQ(unset("1", "/a"), "no");
}

// As large as a body may be: no more is kept of it than where the one value stands.
TEST(JsonSplice, FindsOneAmongMillions) {
  std::string list = "[0";
  for (int i = 1; i < 1'000'000; ++i) {
    list += ",0";
  }
  list += "]";
  EXPECT_EQ(find_value(list, "/999999")->begin, list.size() - 2);
  EXPECT_FALSE(find_value(list, "/1000000"));
  EXPECT_TRUE(unset_value(list, "/0"));
  EXPECT_TRUE(set_value(list, "/999999", "7"));
  EXPECT_TRUE(list.ends_with(",0,7]"));
}

// Each value of a document, set to what it was, gives the document again.
TEST(JsonSplice, SettingWhatIsThereChangesNothing) {
  for (const char* pointer : {"/a", "/b", "/b/0", "/b/0/c", "/b/1", "/b/2", "/d~1e", "/f"}) {
    std::string json = odd;
    EXPECT_TRUE(set_value(json, pointer, found(pointer)));
    EXPECT_EQ(json, odd) << pointer;
    EXPECT_TRUE(unset_value(json, pointer));
    EXPECT_TRUE(is_json(json)) << json;
    EXPECT_LT(json.size(), odd.size()) << pointer;
  }
}

}  // namespace
}  // namespace gameday::faults
