#include "llm/parameter_rules.hpp"

#include <gtest/gtest.h>

namespace gameday::llm {
namespace {

using Rule = ParameterRule;

struct Row {
  const char* body;
  ParameterRules rules;
  const char* fitted;  // nullptr: as it was
  std::vector<std::string> dropped;
};

TEST(ParameterRules, OnlyWhatARuleIsAboutChanges) {
  const Row rows[] = {
      {R"({ "a" : 1 , "seed": 2, "b":[ {"seed":3} ] })",
       {{"seed", Rule::drop}},
       R"({ "a" : 1, "b":[ {"seed":3} ] })",
       {"seed"}},
      {R"({"seed":{"x":"}"},"a":1})", {{"seed", Rule::drop}}, R"({"a":1})", {"seed"}},
      {R"({"a":1,"seed":"\"}"})", {{"seed", Rule::drop}}, R"({"a":1})", {"seed"}},
      {R"({"seed":1})", {{"seed", Rule::drop}}, R"({})", {"seed"}},
      {R"({"seed":1,"a":2,"seed":3})", {{"seed", Rule::drop}}, R"({"a":2})", {"seed"}},
      {R"({"s\u0065ed":1,"a":2})", {{"seed", Rule::drop}}, R"({"a":2})", {"seed"}},
      {R"({"seed":null,"a":2})", {{"seed", Rule::drop}}, R"({"a":2})", {}},
      {R"({"seed":null,"a":2})", {{"seed", Rule::refuse}}, R"({"a":2})", {}},
      {R"({"a":2})", {{"seed", Rule::drop}}, nullptr, {}},
      {R"({"seed":2})", {{"seed", Rule::pass}}, nullptr, {}},
      {R"({"seed":2})", {}, nullptr, {}},
      {R"({})", {{"seed", Rule::drop}}, nullptr, {}},
      {R"([1])", {{"seed", Rule::drop}}, nullptr, {}},
      {R"({"max_tokens" : 5,"a":1.50})",
       {{"max_tokens", Rule::convert}},
       R"({"max_completion_tokens" : 5,"a":1.50})",
       {}},
      {R"({"a":1,"max_completion_tokens":5})",
       {{"max_completion_tokens", Rule::convert}},
       R"({"a":1,"max_tokens":5})",
       {}},
      {R"({"max_tokens":5,"max_completion_tokens":6})",
       {{"max_tokens", Rule::convert}},
       R"({"max_completion_tokens":6})",
       {}},
      {R"({"max_tokens":5,"max_completion_tokens":6})",
       {{"max_completion_tokens", Rule::convert}},
       R"({"max_tokens":6})",
       {}},
      {R"({"max_tokens":5,"max_completion_tokens":null})",
       {{"max_tokens", Rule::convert}},
       R"({"max_completion_tokens":5})",
       {}},
  };
  for (const Row& row : rows) {
    const Fitted out = fitted(row.body, row.rules);
    EXPECT_EQ(out.body.value_or("as it was"), row.fitted ? row.fitted : "as it was") << row.body;
    EXPECT_EQ(out.dropped, row.dropped) << row.body;
    EXPECT_EQ(out.refused, "") << row.body;
  }
}

TEST(ParameterRules, ARefusalNamesTheFirst) {
  const ParameterRules rules = {{"seed", Rule::refuse}, {"n", Rule::refuse}, {"a", Rule::drop}};
  const Fitted out = fitted(R"({"a":1,"n":2,"seed":3})", rules);
  EXPECT_EQ(out.refused, "n");
  EXPECT_FALSE(out.body);
  EXPECT_EQ(fitted(R"({"a":1})", rules).refused, "");
}

TEST(ParameterRules, NamesFitAHeaderField) {
  EXPECT_TRUE(is_parameter_name("logit_bias") && is_parameter_name("x-1.y"));
  EXPECT_FALSE(is_parameter_name("") || is_parameter_name("a b") || is_parameter_name("a\r\nb") ||
               is_parameter_name(std::string(65, 'a')));
}

}  // namespace
}  // namespace gameday::llm
