// Schemas and texts that nobody in his right mind would write: no crash, no hang, and the same
// verdict twice. What fits by construction is never called a violation.

#include "gateway/schema_check.hpp"

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "llm/json_instance.hpp"

namespace gameday::gateway {
namespace {

class Writer {
 public:
  explicit Writer(Rng dice) : dice_(dice) {}

  std::string schema(int depth) {
    if (depth == 0 || dice_.below(12) == 0) {
      return pick({"{}", "true", "false", R"({"type":"string"})", R"({"type":"integer"})",
                   R"({"$ref":"#"})", R"({"$ref":"#/$defs/a"})", R"({"$ref":"#/$defs/b"})"});
    }
    std::string out = "{";
    for (std::uint64_t left = 1 + dice_.below(4); left > 0; --left) {
      out += (out.size() > 1 ? "," : "") + keyword(depth - 1);
    }
    return out + "}";
  }
  std::string with_definitions(int depth) {
    return R"({"allOf":[)" + schema(depth) + R"(],"$defs":{"a":)" + schema(depth) + R"(,"b":)" +
           schema(depth) + "}}";
  }
  std::string value(int depth) {
    switch (dice_.below(depth == 0 ? 4 : 6)) {
      case 0:
        return pick({"null", "true", "0", "1.0", "-7", "1e17", "1e19", "0.1", "-0.0"});
      case 1:
        return pick({"\"\"", "\"a\"", "\"ab\"", R"("\ud83d\ude00")", R"("\u0000")", "\"12\""});
      case 2:
        return "\"" + std::string(dice_.below(300), 'x') + "\"";
      case 3:
        return std::to_string(dice_.below(1000));
      case 4:
        return list('[', ']', "", depth);
      default:
        return list('{', '}', "k", depth);
    }
  }
  /// Some bytes of it are others, or none.
  std::string damaged(std::string text) {
    for (std::uint64_t hits = dice_.below(4); hits > 0 && !text.empty(); --hits) {
      const std::size_t at = dice_.below(text.size());
      if (dice_.below(3) == 0) {
        text.erase(at, 1 + dice_.below(4));
      } else {
        text[at] = static_cast<char>(dice_.below(256));
      }
    }
    return text;
  }

 private:
  std::string pick(std::initializer_list<const char*> words) {
    return words.begin()[dice_.below(words.size())];
  }
  std::string list(char open, char close, const std::string& key, int depth) {
    std::string out(1, open);
    for (std::uint64_t left = dice_.below(6); left > 0; --left) {
      out += out.size() > 1 ? "," : "";
      out += key.empty() ? "" : "\"" + name() + "\":";
      out += value(depth - 1);
    }
    return out + close;
  }
  std::string name() { return pick({"a", "b", "c", "", "~", "/", "$ref"}); }
  std::string schemas(int depth) {
    std::string out = "[" + schema(depth);
    for (std::uint64_t left = dice_.below(4); left > 0; --left) {
      out += "," + schema(depth);
    }
    return out + "]";
  }
  std::string keyword(int depth) {
    const std::string number = pick({"0", "1", "2", "1.5", "-1", "1e9", "0.01", "7", "null"});
    switch (dice_.below(12)) {
      case 0:
        return "\"" + pick({"anyOf", "allOf", "oneOf"}) + "\":" + schemas(depth);
      case 1:
        return "\"" + pick({"not", "if", "then", "else", "contains", "items"}) +
               "\":" + schema(depth);
      case 2:
        return "\"" + pick({"prefixItems", "items"}) + "\":" + schemas(depth);
      case 3:
        return "\"" + pick({"additionalProperties", "additionalItems"}) + "\":" + schema(depth);
      case 4:
      case 5:
        return R"("properties":{")" + name() + "\":" + schema(depth) + ",\"" + name() +
               "\":" + schema(depth) + "}";
      case 6:
        return R"("required":[")" + name() + "\"]";
      case 7:
        return R"("enum":[)" + value(2) + "," + value(1) + "]";
      case 8:
        return R"("const":)" + value(1);
      case 9:
        return R"("type":)" + pick({"\"object\"", "\"array\"", R"(["string","null"])", "\"number\"",
                                    "\"wrong\"", "7"});
      case 10:
        return "\"" +
               pick({"minimum", "maximum", "exclusiveMinimum", "multipleOf", "minItems", "maxItems",
                     "minLength", "maxLength", "minProperties", "maxProperties"}) +
               "\":" + number;
      default:
        return pick({R"("uniqueItems":true)", R"("pattern":"(a*)*$")", R"("format":"date-time")",
                     R"("patternProperties":{"(":{}})", R"("$id":"x")", R"("id":"http://x/")",
                     R"("description":7)"});
    }
  }

  Rng dice_;
};

std::string asking(const std::string& schema) {
  return R"({"response_format":{"type":"json_schema","json_schema":{"schema":)" + schema + "}}}";
}

TEST(SchemaCheckProperty, NothingMakesItFallOrHang) {
  constexpr int rounds = 600;
  schema::FormCounts counts;
  for (int round = 0; round < rounds; ++round) {
    Writer writer(Seed(4711).stream("schemas", round));
    const std::string request = asking(writer.with_definitions(1 + round % 6));
    EXPECT_TRUE(SchemaCheck(request, counts).demands()) << request;
    for (int text = 0; text < 4; ++text) {
      const std::string value = writer.value(1 + text);
      const std::string answer = text == 3 ? writer.damaged(value) : value;
      const auto first = SchemaCheck(request, counts).violation(answer);
      EXPECT_EQ(first, SchemaCheck(request, counts).violation(answer))
          << request << " <- " << answer;
      EXPECT_LE(first.value_or("").size(), std::size_t{300});
    }
  }
  // All of it happens, or the generator is no good.
  EXPECT_GT(counts.fits, 100U);
  EXPECT_GT(counts.violations, 100U);
  using schema::Unchecked;
  for (const Unchecked reason :
       {Unchecked::schema_invalid, Unchecked::schema_loops, Unchecked::answer_unsupported}) {
    EXPECT_GT(counts.unchecked[static_cast<std::size_t>(reason)], 10U) << to_text(reason);
  }
  EXPECT_EQ(counts.unchecked[static_cast<std::size_t>(Unchecked::internal)], 0U);
}

TEST(SchemaCheckProperty, DamagedSchemasAreNoWorse) {
  schema::FormCounts counts;
  for (int round = 0; round < 2000; ++round) {
    Writer writer(Seed(4712).stream("damaged", round));
    const std::string request = writer.damaged(asking(writer.with_definitions(3)));
    SchemaCheck check(request, counts);
    check.violation(writer.value(3));
  }
  EXPECT_GT(counts.fits + counts.violations, 100U);
}

constexpr const char* schemas[] = {
    R"({"type":"object","properties":{"a":{"type":"integer","minimum":3,"maximum":5},"b":{"type":
       "array","items":{"$ref":"#/$defs/x"},"minItems":2,"maxItems":4},"c":{"enum":["u",2,null]}},
       "required":["a","b","c"],"additionalProperties":false,
       "$defs":{"x":{"anyOf":[{"type":"string","minLength":2},{"type":"null"}]}}})",
    R"({"type":"object","properties":{"value":{"type":"number"},"left":{"anyOf":[{"$ref":"#"},
       {"type":"null"}]},"right":{"anyOf":[{"$ref":"#"},{"type":"null"}]}},"required":["value",
       "left","right"],"additionalProperties":false})",
    R"({"type":"object","properties":{"kind":{"const":"z"},"when":{"type":"string","format":
       "date-time"},"price":{"type":"number","multipleOf":0.01}},"required":["kind","when","price"]})"};

TEST(SchemaCheckProperty, WhatAMockWritesByASchemaFits) {
  for (const char* schema : schemas) {
    const std::string request = asking(schema);
    schema::FormCounts counts;
    for (std::uint64_t round = 0; round < 200; ++round) {
      const Rng dice = Seed(4713).stream("instances", round);
      const std::string good = llm::json_instance(schema, dice);
      EXPECT_EQ(SchemaCheck(request, counts).violation(good), std::nullopt)
          << schema << " <- " << good;
      for (const auto flaw : {llm::InstanceFlaw::renamed, llm::InstanceFlaw::wrong_types}) {
        const std::string bad = llm::json_instance(schema, dice, flaw);
        EXPECT_TRUE(SchemaCheck(request, counts).violation(bad)) << schema << " <- " << bad;
      }
    }
    EXPECT_EQ(counts.fits, 200U);
    EXPECT_EQ(counts.violations, 400U);
  }
}

}  // namespace
}  // namespace gameday::gateway
