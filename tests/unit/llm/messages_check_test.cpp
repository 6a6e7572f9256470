// What Anthropic's Messages refuse about tools and blank texts, in its own words; and what they
// take.

#include <gtest/gtest.h>

#include "llm/asked.hpp"

namespace gameday::llm {
namespace {

std::string mistake(const std::string& messages, const std::string& more = "") {
  return read_asked(Dialect::anthropic, R"({"messages":[)" + messages + ']' + more + '}').mistake;
}

std::string user(const std::string& content) {
  return R"({"role":"user","content":)" + content + '}';
}
std::string assistant(const std::string& content) {
  return R"({"role":"assistant","content":)" + content + '}';
}
std::string text(const std::string& words) {
  return R"({"type":"text","text":")" + words + R"("})";
}
std::string call(const std::string& id) {
  return R"({"type":"tool_use","id":")" + id + R"(","name":"f","input":{}})";
}
std::string result(const std::string& id) {
  return R"({"type":"tool_result","tool_use_id":")" + id + R"("})";
}
std::string blocks(const std::string& some) {
  return '[' + some + ']';
}

const std::string hi = user(R"("Hi")");
const std::string tool = R"({"name":"f","input_schema":{"type":"object"}})";

TEST(MessagesCheck, TakesWhatIsWell) {
  EXPECT_EQ(mistake(hi), "");
  EXPECT_EQ(mistake(hi + ',' + user(blocks(text(" ") + ',' + text("x")))), "");
  EXPECT_EQ(mistake(hi + ',' + assistant(blocks(text("So:") + ',' + call("a") + ',' + call("b"))) +
                    ',' + user(blocks(result("b") + ',' + result("a") + ',' + text("and")))),
            "");
  EXPECT_EQ(mistake(hi, R"(,"tools":[)" + tool + R"(],"tool_choice":{"type":"any"})"), "");
  EXPECT_EQ(mistake(hi, R"(,"tools":[{"type":"web_search_20250305","name":"w"}])"), "");
  EXPECT_EQ(mistake(hi, R"(,"tools":[],"tool_choice":null)"), "");
}

TEST(MessagesCheck, RefusesTextsThatSayNothing) {
  EXPECT_EQ(mistake(user(blocks(text("") + ',' + text("x")))),
            "messages: text content blocks must be non-empty");
  EXPECT_EQ(mistake(user(blocks(text(" ") + ',' + text("\\n")))),
            "messages: text content blocks must contain non-whitespace text");
}

TEST(MessagesCheck, RefusesCallsThatNobodyCanAnswer) {
  const std::string required = "messages.1.content.0.tool_use: Field required";
  for (const char* broken :
       {R"({"type":"tool_use","name":"f","input":{}})",
        R"({"type":"tool_use","id":"a","input":{}})", R"({"type":"tool_use","id":"a","name":"f"})",
        R"({"type":"tool_use","id":"a","name":"f","input":[]})"}) {
    EXPECT_EQ(mistake(hi + ',' + assistant(blocks(broken))), required) << broken;
  }
  const std::string unique = ": `tool_use` ids must be unique";
  EXPECT_EQ(mistake(hi + ',' + assistant(blocks(call("a") + ',' + call("a")))),
            "messages.1.content.1" + unique);
  EXPECT_EQ(mistake(hi + ',' + assistant(blocks(call("a"))) + ',' + user(blocks(result("a"))) +
                    ',' + assistant(blocks(call("a")))),
            "messages.3.content.0" + unique);
}

TEST(MessagesCheck, RefusesCallsWithoutTheirResults) {
  const std::string unanswered =
      "messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: ";
  const std::string called = hi + ',' + assistant(blocks(call("a") + ',' + call("b"))) + ',';
  for (const std::string& after :
       {hi, user("[]"), user(blocks(text("x"))), assistant(R"("x")"),
        user(blocks(text("x") + ',' + result("a") + ',' + result("b")))}) {
    EXPECT_TRUE(mistake(called + after).starts_with(unanswered + "a. ")) << after;
  }
  EXPECT_TRUE(mistake(called + user(blocks(result("a") + ',' + text("x"))))
                  .starts_with(unanswered + "b. "));
  EXPECT_TRUE(mistake(called + user(blocks(result("a")))).starts_with(unanswered + "b. "));
}

TEST(MessagesCheck, RefusesResultsOfNoCall) {
  const auto unexpected = [](int message, int block) {
    return "messages." + std::to_string(message) + ".content." + std::to_string(block) +
           ": unexpected `tool_use_id` found in `tool_result` blocks: ";
  };
  EXPECT_TRUE(mistake(user(blocks(result("a")))).starts_with(unexpected(0, 0) + "a. "));
  const std::string called = hi + ',' + assistant(blocks(call("a"))) + ',';
  EXPECT_TRUE(mistake(called + user(blocks(result("a") + ',' + result("a"))))
                  .starts_with(unexpected(2, 1) + "a. "));
  EXPECT_TRUE(
      mistake(called + user(blocks(result("a"))) + ',' + hi + ',' + user(blocks(result("a"))))
          .starts_with(unexpected(4, 0) + "a. "));
  EXPECT_TRUE(mistake(hi + ',' + assistant(blocks(call("a") + ',' + result("a"))))
                  .starts_with(unexpected(1, 1) + "a. "));
}

TEST(MessagesCheck, RefusesToolsWithoutASchemaAndChoicesWithoutTools) {
  EXPECT_EQ(mistake(hi, R"(,"tool_choice":{"type":"auto"})"),
            "tool_choice may only be specified while providing tools.");
  const std::string wanted = "tools.1.custom.input_schema.type: Input should be 'object'";
  for (const char* broken : {R"({"name":"g"})", R"({"name":"g","input_schema":{}})",
                             R"({"name":"g","input_schema":{"type":"array"}})",
                             R"({"name":"g","input_schema":{"type":["object"]}})"}) {
    EXPECT_EQ(mistake(hi, R"(,"tools":[)" + tool + ',' + broken + ']'), wanted) << broken;
  }
}

TEST(MessagesCheck, SaysTheFirstMistakeOnly) {
  EXPECT_EQ(mistake(user(blocks(text(""))), R"(,"tool_choice":{"type":"auto"})"),
            "messages: text content blocks must be non-empty");
}

}  // namespace
}  // namespace gameday::llm
