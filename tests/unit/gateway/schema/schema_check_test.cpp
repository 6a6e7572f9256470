// Answers against the schema that a request carries: what fits, what does not and in which words,
// and what nobody compares because it would take too long.

#include "gateway/schema_check.hpp"

#include <gtest/gtest.h>

#include "gateway/schema/limits.hpp"

namespace gameday::gateway {
namespace {

using schema::Unchecked;

std::string asking(const std::string& schema) {
  return R"({"model":"m","response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":)" +
         schema + "}}}";
}

/// `fits`, the violation, or the reason why it was not checked.
std::string said_of(const std::string& request, std::string_view text) {
  schema::FormCounts counts;
  SchemaCheck check(request, counts);
  const auto violation = check.violation(text);
  for (std::size_t at = 0; at < schema::unchecked_count; ++at) {
    if (counts.unchecked[at] > 0) {
      return schema::to_text(static_cast<Unchecked>(at));
    }
  }
  EXPECT_EQ(counts.fits + counts.violations, 1U);
  EXPECT_EQ(counts.violations == 1, violation.has_value());
  return violation.value_or("fits");
}

std::string judged(const std::string& schema, std::string_view text) {
  return said_of(asking(schema), text);
}

struct Row {
  const char* schema;
  const char* text;
  const char* said;
};

void expect(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(judged(row.schema, row.text), row.said) << row.schema << " <- " << row.text;
  }
}

constexpr const char* steps = R"({
  "type": "object", "title": "Solution", "$schema": "https://json-schema.org/draft/2020-12/schema",
  "properties": {"steps": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/Step"}},
                 "answer": {"anyOf": [{"type": "number"}, {"type": "null"}]},
                 "kind": {"enum": ["sum", "product"]}, "version": {"const": 2}},
  "required": ["steps", "answer", "kind", "version"], "additionalProperties": false,
  "$defs": {"Step": {"type": "object", "properties": {"say": {"type": "string"}},
                     "required": ["say"], "additionalProperties": false}}})";

TEST(SchemaCheck, StrictModeIsUnderstood) {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"steps":[{"say":"a"}],"answer":4.5,"kind":"sum","version":2})", "fits"},
      {R"( {"version":2,"kind":"product","answer":null,"steps":[{"say":""},{"say":"b"}]} )",
       "fits"},
      {R"({"steps":[],"answer":4,"kind":"sum","version":2})",
       "at /steps: Array should contain no fewer than 1 elements"},
      {R"({"steps":[{"say":"a"},{"say":7}],"answer":4,"kind":"sum","version":2})",
       "at /steps/1/say: Value type not permitted by 'type' constraint"},
      {R"({"steps":[{"say":"a","x/y":1}],"answer":4,"kind":"sum","version":2})",
       "at /steps/0: Object contains a property that could not be validated using 'properties' or "
       "'additionalProperties' constraints: 'x/y'"},
      {R"({"steps":[{"say":"a"}],"answer":"4","kind":"sum","version":2})",
       "at /answer: Value type not permitted by 'type' constraint"},
      {R"({"steps":[{"say":"a"}],"answer":4,"kind":"power","version":2})",
       "at /kind: Failed to match against any enum values"},
      {R"({"steps":[{"say":"a"}],"answer":4,"kind":"sum","version":"2"})",
       "at /version: Failed to match expected value set by 'const' constraint"},
      {R"({"steps":[{"say":"a"}],"answer":4,"version":2})", "Missing required property 'kind'"},
      {"The answer is four.", "the text is not JSON"},
      {"```json\n{}\n```", "the text is not JSON"},
      {"", "the text is not JSON"},
      {"[]", "Value type not permitted by 'type' constraint"}};
  for (const auto& [text, said] : rows) {
    EXPECT_EQ(judged(steps, text), said) << text;
  }
}

TEST(SchemaCheck, NumbersAreWhatTheyAreWorth) {
  expect({
      {R"({"type":"integer"})", "1.0", "fits"},
      {R"({"type":"integer"})", "1.5", "Value type not permitted by 'type' constraint"},
      {R"({"type":"integer"})", "-9223372036854775808", "fits"},
      {R"({"type":"integer"})", "9223372036854775808", "answer_unsupported"},
      {R"({"type":"number"})", "1e300", "answer_unsupported"},
      {R"({"const":1})", "1.0", "fits"},
      {R"({"enum":[1.0]})", "1", "fits"},
      {R"({"minimum":3})", "3", "fits"},
      {R"({"minimum":3})", "2.9", "Expected number greater than or equal to 3.000000"},
      {R"({"exclusiveMinimum":3})", "3", "Expected number greater than 3.000000"},
      {R"({"minimum":3,"exclusiveMinimum":true})", "3", "Expected number greater than 3.000000"},
      {R"({"exclusiveMaximum":3})", "3", "Expected number less than 3.000000"},
      {R"({"maximum":3})", "\"4\"", "fits"},
      {R"({"multipleOf":0.01})", "19.99", "fits"},
      {R"({"multipleOf":0.01})", "19.999", "Value should be a multiple of 0.010000"},
      {R"({"multipleOf":5})", "-15", "fits"},
      {R"({"multipleOf":-1})", "-9223372036854775808", "schema_invalid"},
      {R"({"multipleOf":0})", "1", "schema_invalid"},
      {R"({"multipleOf":1e-308})", "1e18", "fits"},
  });
}

TEST(SchemaCheck, TextsListsAndObjectsHaveBounds) {
  expect({
      {R"({"minLength":2})", "\"é\"", "String should be no fewer than 2 characters in length"},
      {R"({"maxLength":2})", "\"éé\"", "fits"},
      {R"({"maxItems":1})", "[1,2]", "Array should contain no more than 1 elements"},
      {R"({"uniqueItems":true})", R"([{"a":1},{"a":1.0}])",
       "Elements at indexes #0 and #1 violate uniqueness constraint"},
      {R"({"uniqueItems":false})", "[1,1]", "fits"},
      {R"({"minProperties":1})", "{}", "Object should have no fewer than 1 properties"},
      {R"({"maxProperties":1})", R"({"a":1,"b":2})",
       "Object should have no more than 1 properties"},
      {R"({"contains":{"const":2}})", "[1,2]", "fits"},
      {R"({"contains":{"const":2}})", "[1]",
       "Failed to any values against subschema in 'contains' constraint"},
      {R"({"contains":{"const":2},"minContains":0})", "[1]", "fits"},
      {R"({"prefixItems":[{"type":"string"}],"items":false})", R"(["a"])", "fits"},
      {R"({"prefixItems":[{"type":"string"}],"items":{"type":"number"}})", R"(["a",1])", "fits"},
      {R"({"prefixItems":[{"type":"string"}],"items":false})", R"(["a",1])",
       "Array contains more items than allowed by items constraint"},
      {R"({"items":[{"type":"string"},{}]})", "[]", "fits"},
      {R"({"items":[{"type":"string"}],"additionalItems":{"type":"null"}})", "[\"a\",1]",
       "at /1: Value type not permitted by 'type' constraint"},
      {R"({"additionalProperties":{"type":"string"}})", R"({"a~b":1})",
       "at /a~0b: Value type not permitted by 'type' constraint"},
      {R"({"properties":{"a":{}}})", R"({"b":1})", "fits"},
  });
}

TEST(SchemaCheck, SchemasAreJoined) {
  expect({
      {R"({"allOf":[{"type":"string"},{"minLength":1}]})", "\"a\"", "fits"},
      {R"({"oneOf":[{"type":"number"},{"minimum":1}]})", "2",
       "Failed to validate against exactly one child schema"},
      {R"({"not":{"type":"string"}})", "\"a\"",
       "Target should not validate against schema specified in 'not' constraint"},
      {R"({"if":{"type":"string"},"then":{"minLength":1}})", "1", "fits"},
      {R"({"if":{"type":"string"},"then":{"minLength":1}})", "\"\"",
       "String should be no fewer than 1 characters in length"},
      {R"({"if":{"type":"string"},"else":{"minimum":1}})", "0",
       "Expected number greater than or equal to 1.000000"},
      {R"({"properties":{"a":true,"b":false}})", R"({"a":1})", "fits"},
      {R"({"properties":{"a":true,"b":false}})", R"({"b":1})",
       "Failed to validate against schema associated with property name 'b'"},
      {R"({"type":["string","null"]})", "null", "fits"},
  });
}

TEST(SchemaCheck, ReferencesStayWithinTheSchema) {
  constexpr const char* tree = R"({"type":"object","properties":{"next":{"anyOf":[{"$ref":"#"},
      {"type":"null"}]}},"required":["next"]})";
  expect({
      {tree, R"({"next":{"next":{"next":null}}})", "fits"},
      {tree, R"({"next":{"next":{}}})", "at /next/next: Missing required property 'next'"},
      {R"({"$ref":"#/definitions/a%20b","definitions":{"a b":{"type":"null"}}})", "null", "fits"},
      {R"({"$ref":"#/$defs/x~1y","minimum":2,"$defs":{"x/y":{"type":"number"}}})", "1",
       "Expected number greater than or equal to 2.000000"},
      {R"({"properties":{"a":{"type":"null"},"b":{"$ref":"#/properties/a"}}})", R"({"b":1})",
       "at /b: Value type not permitted by 'type' constraint"},
      {R"({"anyOf":[{"type":"null"},{"$ref":"#/anyOf/0"}]})", "null", "fits"},
      {R"({"$ref":"#/anyOf/1","anyOf":[{}]})", "null", "schema_unsupported"},
      {R"({"$ref":"#/$defs/nobody"})", "1", "schema_unsupported"},
      {R"({"$ref":"#anchor"})", "1", "schema_unsupported"},
      {R"({"$ref":"https://example.com/schema"})", "1", "schema_unsupported"},
      {R"({"$ref":"file:///etc/passwd"})", "1", "schema_unsupported"},
      {R"({"$ref":7})", "1", "schema_unsupported"},
  });
}

TEST(SchemaCheck, PatternsAreNotLookedAt) {
  expect({
      {R"({"pattern":"^(a+)+$","format":"date"})", "\"b\"", "fits"},
      {R"({"patternProperties":{"^x":{"type":"null"}},"additionalProperties":false})", R"({"x":1})",
       "fits"},
  });
}

TEST(SchemaCheck, WhatIsNoSchemaChecksNothing) {
  expect({{R"({"type":"text"})", "1", "schema_invalid"},
          {R"({"type":7})", "1", "schema_invalid"},
          {R"({"enum":7})", "1", "schema_invalid"},
          {R"({"required":true})", "1", "schema_invalid"},
          {R"({"required":[7]})", "1", "schema_invalid"},
          {R"({"properties":[]})", "1", "schema_invalid"},
          {R"({"properties":{"a":7}})", "1", "schema_invalid"},
          {R"({"anyOf":[]})", "1", "schema_invalid"},
          {R"({"minLength":-1})", "1", "schema_invalid"},
          {R"({"maximum":"9"})", "1", "schema_invalid"},
          {R"({"maximum":9223372036854775808})", "1", "schema_unsupported"},
          {R"({"properties":{"a\u0000b":{}}})", "1", "schema_unsupported"},
          {R"({"type":"string"})", R"("a\u0000b")", "answer_unsupported"}});
}

TEST(SchemaCheck, WithoutEndIsSeenBeforehand) {
  for (const char* loop :
       {R"({"$ref":"#"})", R"({"allOf":[{"anyOf":[{"not":{"$ref":"#"}}]}]})",
        R"({"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}})",
        R"({"properties":{"x":{"if":{"$ref":"#/properties/x"}}}})"}) {
    EXPECT_EQ(judged(loop, "{}"), "schema_loops") << loop;
  }
}

/// Each asks the next one twice: 2^depth ways.
std::string doubling(int depth) {
  std::string schema = R"({"$ref":"#/$defs/d0","$defs":{)";
  for (int at = 0; at < depth; ++at) {
    const std::string next = R"({"$ref":"#/$defs/d)" + std::to_string(at + 1) + "\"}";
    schema += "\"d" + std::to_string(at) + R"(":{"anyOf":[)" + next + "," + next + "]},";
  }
  return schema + "\"d" + std::to_string(depth) + R"(":{"type":"null"}}})";
}

TEST(SchemaCheck, WorkHasALimit) {
  EXPECT_EQ(judged(doubling(5), "1"), "Value type not permitted by 'type' constraint");
  EXPECT_EQ(judged(doubling(40), "1"), "too_much_work");
  EXPECT_EQ(judged(doubling(40), "null"), "fits");
  std::string unlike = "[0";
  for (int item = 1; item < 3000; ++item) {
    unlike += "," + std::to_string(item);
  }
  EXPECT_EQ(judged(R"({"uniqueItems":true})", unlike + "]"), "too_much_work");
  EXPECT_EQ(judged(R"({"items":{"type":"integer"}})", unlike + "]"), "fits");
  EXPECT_EQ(judged(doubling(300), "[[]]"), "too_much_work") << "so many deep in one another";
}

TEST(SchemaCheck, SoHasTheWorkOfAllAnswersOfOneRequest) {
  std::string list = "[0";
  for (std::size_t at = 1; at < 70'000; ++at) {
    list += ",0";
  }
  list += "]";
  for (const std::string& request :
       {asking(R"({"items":{"type":"integer"}})"),
        std::string(R"({"response_format":{"type":"json_object"}})")}) {
    schema::FormCounts counts;
    SchemaCheck check(request, counts);
    for (int answer = 0; answer < 40; ++answer) {
      check.violation(list);
    }
    const auto unchecked = counts.unchecked[static_cast<std::size_t>(Unchecked::too_much_work)];
    EXPECT_EQ(counts.fits + counts.violations + unchecked, 40U);
    EXPECT_GT(counts.fits + counts.violations, 1U);
    EXPECT_GT(unchecked, 10U);
  }
}

TEST(SchemaCheck, SizesHaveLimits) {
  using namespace schema;
  const std::string empty = R"({"description":""})";
  std::string schema = R"({"description":")" + std::string(schema_bytes_most - empty.size(), 'x');
  EXPECT_EQ(judged(schema + "\"}", "1"), "fits");
  EXPECT_EQ(judged(schema + "x\"}", "1"), "schema_too_large");

  const auto nested = [](std::size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  EXPECT_EQ(judged(R"({"const":)" + nested(schema_depth_most - 1) + "}", "1"),
            "Failed to match expected value set by 'const' constraint");
  EXPECT_EQ(judged(R"({"const":)" + nested(schema_depth_most) + "}", "1"), "schema_too_large");
  EXPECT_EQ(judged("{}", nested(answer_depth_most)), "fits");
  EXPECT_EQ(judged("{}", nested(answer_depth_most + 1)), "answer_too_large");
  EXPECT_EQ(judged("{}", nested(300'000)), "answer_too_large");

  EXPECT_EQ(judged("{}", "\"" + std::string(answer_bytes_most - 2, 'x') + "\""), "fits");
  EXPECT_EQ(judged("{}", "\"" + std::string(answer_bytes_most - 1, 'x') + "\""),
            "answer_too_large");

  std::string list = "[0";
  for (std::size_t at = 2; at < values_most; ++at) {
    list += ",0";
  }
  EXPECT_EQ(judged(R"({"type":"array"})", list + "]"), "fits");
  EXPECT_EQ(judged(R"({"type":"array"})", list + ",0,0]"), "answer_too_large");

  std::string many = R"({"anyOf":[{})";
  for (std::size_t at = 1; at < schema_places_most; ++at) {
    many += ",{}";
  }
  EXPECT_EQ(judged(many + "]}", "1"), "schema_too_large");
}

TEST(SchemaCheck, ASentenceIsShortAndWholeUtf8) {
  const std::string key = std::string(1000, 'k');
  const std::string said =
      judged(R"({"additionalProperties":{"type":"null"}})", R"({")" + key + R"(":1})");
  EXPECT_EQ(said.size(), schema::sentence_bytes_most);
  EXPECT_TRUE(said.starts_with("at /kkk") && said.ends_with("k…")) << said;
  for (std::size_t pad = 0; pad < 3; ++pad) {
    std::string euros(pad, 'x');
    for (int at = 0; at < 200; ++at) {
      euros += "€";
    }
    const std::string cut =
        judged(R"({"additionalProperties":{"type":"null"}})", R"({")" + euros + R"(":1})");
    EXPECT_TRUE(cut.ends_with("€…")) << cut;
    EXPECT_LE(cut.size(), schema::sentence_bytes_most);
  }
}

TEST(SchemaCheck, AnyObjectWillDoWhereNoSchemaIsNamed) {
  const std::string object = R"({"response_format":{"type":"json_object"}})";
  EXPECT_EQ(said_of(object, R"({"a":1})"), "fits");
  EXPECT_EQ(said_of(object, "[1]"), "the text is no JSON object");
  EXPECT_EQ(said_of(object, "Sure! {}"), "the text is not JSON");
}

TEST(SchemaCheck, OnlyAFormatDemandsOne) {
  const std::pair<const char*, bool> rows[] = {
      {R"({"response_format":{"type":"json_object"}})", true},
      {R"({"response_format":{"type":"text"}})", false},
      {R"({"response_format":null})", false},
      {R"({"messages":[{"content":"\"response_format\""}]})", false},
      {R"({"metadata":{"response_format":{"type":"json_object"}}})", false},
      {R"({"output_config":{"format":{"type":"json_schema","schema":{}}}})", false}};
  for (const auto& [request, demands] : rows) {
    schema::FormCounts counts;
    SchemaCheck check(request, counts);
    EXPECT_EQ(check.demands(), demands) << request;
    EXPECT_EQ(check.violation("prose").has_value(), demands) << request;
    EXPECT_EQ(counts.violations, demands ? 1U : 0U) << request;
    EXPECT_TRUE(may_demand_form(request) || !demands);
  }
  EXPECT_FALSE(may_demand_form(R"({"model":"m","messages":[{"content":"a response_format"}]})"));
}

}  // namespace
}  // namespace gameday::gateway
