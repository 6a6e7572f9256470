// JSON by a schema: what each keyword asks for, and an end to what has none.
#include "llm/json_instance.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace gameday::llm {
namespace {

using nlohmann::json;

json made(const std::string& schema, std::uint64_t seed = 1,
          InstanceFlaw flaw = InstanceFlaw::none) {
  const std::string text = json_instance(schema, Rng(seed), flaw);
  EXPECT_TRUE(json::accept(text)) << text;
  return json::parse(text, nullptr, false);
}

TEST(JsonInstance, KeepsToTypesAndBounds) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const json number = made(R"({"type":"integer","minimum":3,"maximum":5})", seed);
    EXPECT_TRUE(number.is_number_integer() && number >= 3 && number <= 5) << number;
    EXPECT_EQ(made(R"({"type":"integer","exclusiveMinimum":3,"exclusiveMaximum":5})", seed), 4);
    const json half = made(R"({"type":"number","exclusiveMinimum":0,"maximum":1})", seed);
    EXPECT_TRUE(half > 0 && half <= 1) << half;
    const json tens = made(R"({"type":"integer","multipleOf":10,"maximum":-1})", seed);
    EXPECT_TRUE(tens <= -1 && tens.get<int>() % 10 == 0) << tens;
    const auto text = made(R"({"type":"string","minLength":40})", seed).get<std::string>();
    EXPECT_GE(text.size(), 40U);
    EXPECT_LE(made(R"({"type":"string","maxLength":3})", seed).get<std::string>().size(), 3U);
    const json word = made(R"({"enum":["a","b",3]})", seed);
    EXPECT_TRUE(word == "a" || word == "b" || word == 3);
    EXPECT_EQ(made(R"({"type":"array","items":{"type":"null"},"minItems":3})", seed).size(), 3U);
    EXPECT_LE(made(R"({"type":"array","items":{"type":"null"},"maxItems":1})", seed).size(), 1U);
  }
  EXPECT_TRUE(made(R"({"type":"boolean"})").is_boolean());
  EXPECT_EQ(made(R"({"const":{"a":[1]}})"), json::parse(R"({"a":[1]})"));
  EXPECT_EQ(made(R"({"type":"string","format":"date"})"), "2026-03-14");
  EXPECT_TRUE(made(R"({"type":["null","number"]})").is_number());
}

TEST(JsonInstance, FollowsWhatIsDefinedElsewhere) {
  const json all =
      made(R"({"$defs":{"step":{"type":"object","properties":{"n":{"type":"integer"}}}},
      "allOf":[{"$ref":"#/$defs/step"},{"properties":{"why":{"anyOf":[{"type":"string"},{"type":"null"}]}}}]})");
  EXPECT_TRUE(all["n"].is_number_integer() && all["why"].is_string()) << all;
}

TEST(JsonInstance, ComesToAnEndWhateverItIsAsked) {
  const json list =
      made(R"({"type":"object","required":["next"],"properties":{"value":{"type":"integer"},
      "next":{"anyOf":[{"$ref":"#"},{"type":"null"}]}}})");
  EXPECT_TRUE(list["next"]["next"].is_object());
  made(
      R"({"type":"object","required":["a","b"],"properties":{"a":{"$ref":"#"},"b":{"$ref":"#"}}})");
  made(R"({"$ref":"#"})");
  made(R"({"anyOf":[{"$ref":"#"}]})");
  made(R"({"allOf":[{"$ref":"#"},{"$ref":"#"}]})");
  made(R"({"type":"array","minItems":1000000000})");
  made(R"({"type":"array","minItems":1000,"items":{"type":"string","minLength":1000000}})");
  made(R"({"type":"array","minItems":100,"items":{"$ref":"#"}})");
  made(R"({"type":"integer","minimum":1e300,"multipleOf":0})");
  EXPECT_EQ(json_instance("nonsense", Rng(1)), "{}");
  EXPECT_EQ(json_instance("true", Rng(1)), "{}");
}

TEST(JsonInstance, IsWrongAsAsked) {
  const std::string schema = R"({"type":"object","properties":{"exit_code":{"type":"integer"},
      "failReason":{"type":"string"},"ok":{"type":"boolean"},"list":{"type":"array"},"in":{"type":"object"}}})";
  const json renamed = made(schema, 1, InstanceFlaw::renamed);
  for (const char* key : {"exitCode", "fail_reason", "ok_value", "list_value", "in_value"}) {
    EXPECT_TRUE(renamed.contains(key)) << key << renamed;
  }
  EXPECT_EQ(
      made(schema, 1, InstanceFlaw::wrong_types),
      json::parse(R"({"exit_code":"seven","failReason":7,"ok":"yes","list":"none","in":[]})"));
  EXPECT_EQ(made(R"({"type":"string"})", 1, InstanceFlaw::wrong_types), 7);
  EXPECT_TRUE(made(R"({"type":"string"})", 1, InstanceFlaw::renamed)["result"].is_string());
}

TEST(JsonInstance, IsTheSameForTheSameDice) {
  const std::string schema =
      R"({"type":"object","properties":{"a":{"type":"string"},"b":{"type":"integer"}}})";
  EXPECT_EQ(made(schema, 3), made(schema, 3));
}

}  // namespace
}  // namespace gameday::llm
