// Tools and their results, images and documents, in an OpenAI request for Anthropic's Messages.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "llm/asked.hpp"
#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

using nlohmann::json;

constexpr const char* hi = R"([{"role":"user","content":"Hi"}])";

Translated translated(const std::string& messages, const std::string& more = "") {
  return to_messages_request(R"({"model":"g","messages":)" + messages + more + '}', "m");
}

/// Which must be sayable, and in words that the API takes.
json said(const std::string& messages, const std::string& more = "") {
  const Translated out = translated(messages, more);
  EXPECT_EQ(out.refused, "") << messages << more;
  EXPECT_EQ(read_asked(Dialect::anthropic, out.body).mistake, "") << out.body;
  return json::parse(out.body.empty() ? "{}" : out.body);
}

std::string refused(const std::string& messages, const std::string& more = "") {
  const Translated out = translated(messages, more);
  EXPECT_EQ(out.body, "") << messages << more;
  EXPECT_NE(out.refused.find('`' + out.parameter + '`'), std::string::npos) << out.refused;
  return out.parameter;
}

const std::string two_tools =
    R"(,"tools":[{"type":"function","function":{"name":"look",)"
    R"("description":"Looks.","strict":true,)"
    R"("parameters":{"type":"object","properties":{"q":{"$ref":"#/$defs/a"}},"$defs":{"a":{}}}}},)"
    R"({"type":"function","function":{"name":"fix"}}])";

TEST(TranslateTools, AToolKeepsItsWholeSchema) {
  const json out = said(hi, two_tools);
  EXPECT_EQ(out["tools"],
            json::parse(R"([{"name":"look","description":"Looks.","strict":true,"input_schema":)"
                        R"({"type":"object","properties":{"q":{"$ref":"#/$defs/a"}},)"
                        R"("$defs":{"a":{}}}},{"name":"fix","input_schema":{"type":"object",)"
                        R"("properties":{}}}])"));
  EXPECT_FALSE(out.contains("tool_choice"));
  const auto schema = [](const char* parameters) {
    return said(hi, R"(,"tools":[{"type":"function","function":{"name":"f","parameters":)" +
                        std::string(parameters) + "}}]")["tools"][0]["input_schema"];
  };
  EXPECT_EQ(schema("{}"), json::parse(R"({"type":"object","properties":{}})"));
  EXPECT_EQ(schema("null"), json::parse(R"({"type":"object","properties":{}})"));
  EXPECT_EQ(schema(R"({"properties":{"a":true}})"),
            json::parse(R"({"type":"object","properties":{"a":true}})"));
}

TEST(TranslateTools, AChoiceAmongThemIsTheSameChoice) {
  const std::pair<const char*, const char*> rows[] = {
      {R"("none")", R"({"type":"none"})"},
      {R"("auto")", R"({"type":"auto"})"},
      {R"("required")", R"({"type":"any"})"},
      {R"({"type":"function","function":{"name":"fix"}})", R"({"type":"tool","name":"fix"})"},
      {R"("none","parallel_tool_calls":false)", R"({"type":"none"})"},
      {R"(null,"parallel_tool_calls":true)", "null"},
      {R"(null,"parallel_tool_calls":false)",
       R"({"type":"auto","disable_parallel_tool_use":true})"},
      {R"("required","parallel_tool_calls":false)",
       R"({"type":"any","disable_parallel_tool_use":true})"},
  };
  for (const auto& [choice, expected] : rows) {
    const json out = said(hi, two_tools + R"(,"tool_choice":)" + choice);
    EXPECT_EQ(out.value("tool_choice", json()), json::parse(expected)) << choice;
    EXPECT_EQ(out["tools"].size(), 2U);
  }
}

TEST(TranslateTools, OfAllowedToolsOnlyThoseAreTold) {
  const json out = said(
      hi, two_tools + R"(,"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":)"
                      R"("required","tools":[{"type":"function","function":{"name":"fix"}}]}})");
  ASSERT_EQ(out["tools"].size(), 1U);
  EXPECT_EQ(out["tools"][0]["name"], "fix");
  EXPECT_EQ(out["tool_choice"], json::parse(R"({"type":"any"})"));
}

TEST(TranslateTools, NoToolsNeedNoChoice) {
  for (const char* more : {R"(,"tools":[],"tool_choice":"auto")", R"(,"tool_choice":"none")",
                           R"(,"tools":null,"parallel_tool_calls":false)"}) {
    const json out = said(hi, more);
    EXPECT_FALSE(out.contains("tools") || out.contains("tool_choice")) << more;
  }
}

constexpr const char* turn =
    R"([{"role":"user","content":"Why?"},{"role":"assistant","content":"Let me look.",)"
    R"("tool_calls":[{"id":"call_1","type":"function","function":{"name":"look","arguments":)"
    R"("{\"q\": 1.0}"}},{"id":"call_2",)"
    R"("type":"function","function":{"name":"fix","arguments":""}}]},)"
    R"({"role":"tool","tool_call_id":"call_2","content":""},)"
    R"({"role":"tool","tool_call_id":"call_1","content":[{"type":"text","text":"A"},)"
    R"({"type":"text","text":"B"}]},{"role":"user","content":"And now?"}])";

TEST(TranslateTools, ResultsAreOneTurnInFrontOfWhatTheUserSays) {
  const Translated out = translated(turn, two_tools);
  EXPECT_NE(out.body.find(R"("input":{"q": 1.0})"), std::string::npos) << "not written anew";
  EXPECT_EQ(said(turn, two_tools)["messages"], json::parse(R"([
      {"role":"user","content":"Why?"},
      {"role":"assistant","content":[{"type":"text","text":"Let me look."},
        {"type":"tool_use","id":"call_1","name":"look","input":{"q":1.0}},
        {"type":"tool_use","id":"call_2","name":"fix","input":{}}]},
      {"role":"user","content":[{"type":"tool_result","tool_use_id":"call_2"},
        {"type":"tool_result","tool_use_id":"call_1","content":[{"type":"text","text":"A"},
          {"type":"text","text":"B"}]},{"type":"text","text":"And now?"}]}])"));
}

std::string called(const std::string& calls, const std::string& after) {
  return R"([{"role":"user","content":"x"},{"role":"assistant","content":null,"tool_calls":[)" +
         calls + "]}" + after + ']';
}
std::string call(const std::string& id, const std::string& arguments = "{}") {
  return R"({"type":"function",)" + id + R"("function":{"name":"look","arguments":)" +
         json(arguments).dump() + "}}";
}
std::string result(const std::string& id, const char* content = "r") {
  return R"(,{"role":"tool","tool_call_id":")" + id + R"(","content":")" + content + R"("})";
}

TEST(TranslateTools, IdsThatDoNotFitAreMadeUpTheSameEachTime) {
  const std::string weird = call(R"("id":"functions.look:0",)");
  const std::string messages = called(weird + ',' + weird + ',' + call(R"("id":"",)"),
                                      result("functions.look:0", "first") + result("", "third") +
                                          result("functions.look:0", "second"));
  const json out = said(messages, two_tools);
  const json calls = out["messages"][1]["content"];
  const json results = out["messages"][2]["content"];
  EXPECT_EQ(results[0]["tool_use_id"], calls[0]["id"]);
  EXPECT_EQ(results[0]["content"], "first");
  EXPECT_EQ(results[1]["tool_use_id"], calls[2]["id"]);
  EXPECT_EQ(results[2]["tool_use_id"], calls[1]["id"]);
  EXPECT_EQ(out, said(messages, two_tools));
}

TEST(TranslateTools, ManyCallsCostNoMoreEachThanFew) {
  constexpr int many = 100'000;  // half a minute, if each result went through all calls
  std::string calls;
  std::string results;
  for (int at = 0; at < many; ++at) {
    calls += (at > 0 ? "," : "") + call(R"("id":"c)" + std::to_string(at) + R"(",)");
    results += result("c" + std::to_string(many - 1 - at));
  }
  const Translated out = translated(called(calls, results));
  EXPECT_EQ(out.refused, "");
}

std::string tool_list(std::size_t count) {
  std::string list;
  for (std::size_t at = 0; at < count; ++at) {
    list += (at > 0 ? "," : "") +
            (R"({"type":"function","function":{"name":"f)" + std::to_string(at) + R"("}})");
  }
  return '[' + list + ']';
}

TEST(TranslateTools, ThereAreNoMoreOfThemThanEitherApiTakes) {
  const std::string most = R"(,"tools":)" + tool_list(tools_most);
  const auto allowed = [](std::size_t count) {
    return R"(,"tool_choice":{"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":)" +
           tool_list(count) + "}}";
  };
  EXPECT_EQ(said(hi, most + allowed(tools_most))["tools"].size(), tools_most);
  EXPECT_EQ(refused(hi, R"(,"tools":)" + tool_list(tools_most + 1)), "tools");
  EXPECT_EQ(refused(hi, most + allowed(tools_most + 1)), "tool_choice");
  EXPECT_EQ(translated(hi, R"(,"tools":)" + tool_list(1000)).refused,
            "`tools` has more than 128 entries.");
}

TEST(TranslateTools, NumbersOfAnySizePassInArguments) {
  const std::string r1 = result("c1");
  for (const char* arguments :
       {R"({"id":123456789012345678901234567890})", R"({"id":-9223372036854775809,"q":"9\"9"})",
        R"({"a":[18446744073709551616,1e400,-0.12345678901234567890123e-400]})",
        R"({"text":"99999999999999999999","n":99999999999999999999})"}) {
    const Translated out = translated(called(call(R"("id":"c1",)", arguments), r1), two_tools);
    EXPECT_EQ(out.refused, "") << arguments;
    EXPECT_NE(out.body.find(std::string(R"("input":)") + arguments), std::string::npos) << out.body;
  }
  for (const char* arguments :
       {R"({"id":00000000000000000000001})", R"({"id":123456789012345678901234567890)",
        R"({"id":12345678901234567890123.})", R"({"id":12345678901234567890123e})",
        R"({"id":12345678901234567890123 4})", R"([123456789012345678901234567890])",
        R"({"id":--123456789012345678901234567890})",
        R"({"id":"123456789012345678901234567890})"}) {
    EXPECT_EQ(refused(called(call(R"("id":"c1",)", arguments), r1)),
              "messages[1].tool_calls[0].function.arguments")
        << arguments;
  }
}

TEST(TranslateTools, WhatIsNoConversationWithToolsIsRefused) {
  const std::string c1 = call(R"("id":"c1",)");
  const std::string r1 = result("c1");
  const std::string user = R"(,{"role":"user","content":"y"})";
  const std::string assistant = R"(,{"role":"assistant","content":"y"})";
  EXPECT_EQ(refused(called(c1, "")), "messages[1].tool_calls");
  EXPECT_EQ(refused(called(c1, user)), "messages[1].tool_calls");
  EXPECT_EQ(refused(called(c1, assistant + r1)), "messages[1].tool_calls");
  EXPECT_EQ(refused(called(c1 + ',' + call(R"("id":"c2",)"), r1 + user)), "messages[1].tool_calls");
  EXPECT_EQ(refused(called(c1, r1 + r1)), "messages[3].tool_call_id");
  EXPECT_EQ(refused(called(c1, r1 + user + r1)), "messages[4].tool_call_id");
  EXPECT_EQ(refused(called(c1, result("c2"))), "messages[2].tool_call_id");
  EXPECT_EQ(refused(called(call(R"("id":"c1",)", "{\"q\":"), r1)),
            "messages[1].tool_calls[0].function.arguments");
  EXPECT_EQ(refused(called(call(R"("id":"c1",)", "[1]"), r1)),
            "messages[1].tool_calls[0].function.arguments");
  EXPECT_EQ(refused(called(R"({"id":"c1","type":"custom","custom":{"name":"c"}})", r1)),
            "messages[1].tool_calls[0]");
  EXPECT_EQ(refused(R"([{"role":"user","content":"x","tool_calls":[)" + c1 + "]}]"),
            "messages[0].tool_calls");
}

TEST(TranslateTools, WhatIsNoToolOrNoChoiceIsRefused) {
  const std::pair<const char*, const char*> rows[] = {
      {R"(,"tools":{})", "tools"},
      {R"(,"tools":[{"type":"custom","custom":{"name":"c"}}])", "tools[0]"},
      {R"(,"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}])",
       "tools[0].function.parameters"},
      {R"(,"tools":[{"type":"function","function":{"name":"f","parameters":7}}])",
       "tools[0].function.parameters"},
      {R"(,"tool_choice":"required")", "tool_choice"},
      {R"(,"tools":[{"function":{"name":"f"}}],"tool_choice":"some")", "tool_choice"},
      {R"(,"tools":[{"function":{"name":"f"}}],"tool_choice":{"type":"custom"})", "tool_choice"},
      {R"(,"tools":[{"function":{"name":"f"}}],)"
       R"("tool_choice":{"type":"function","function":{"name":"g"}})",
       "tool_choice"},
      {R"(,"tools":[{"function":{"name":"f"}}],)"
       R"("tool_choice":{"type":"allowed_tools","allowed_tools":{)"
       R"("mode":"auto","tools":[{"name":"g"}]}})",
       "tool_choice"},
  };
  for (const auto& [more, parameter] : rows) {
    EXPECT_EQ(refused(hi, more), parameter) << more;
  }
}

std::string with_part(const std::string& part) {
  return R"([{"role":"user","content":[{"type":"text","text":"See:"},)" + part + "]}]";
}

TEST(TranslateParts, ImagesAndDocumentsAreBlocks) {
  const std::pair<const char*, const char*> rows[] = {
      {R"({"type":"image_url","image_url":{"url":"data:image/png;base64,QUJD"}})",
       R"({"type":"image","source":{"type":"base64","media_type":"image/png","data":"QUJD"}})"},
      {R"({"type":"image_url","image_url":{"url":"https://a.b/c.jpg","detail":"auto"}})",
       R"({"type":"image","source":{"type":"url","url":"https://a.b/c.jpg"}})"},
      {R"({"type":"image_url","image_url":{"url":"data:application/pdf;base64,QUJD"}})",
       R"({"type":"document","source":{"type":"base64","media_type":"application/pdf",)"
       R"("data":"QUJD"}})"},
      {R"({"type":"file","file":{"filename":"a.pdf",)"
       R"("file_data":"data:application/pdf;base64,QUJD"}})",
       R"({"type":"document","source":{"type":"base64","media_type":"application/pdf",)"
       R"("data":"QUJD"},"title":"a.pdf"})"},
  };
  for (const auto& [part, block] : rows) {
    EXPECT_EQ(said(with_part(part))["messages"][0]["content"][1], json::parse(block)) << part;
  }
  EXPECT_EQ(translated(with_part(R"({"type":"image_url","image_url":{"url":"https://a.b/c.jpg",)"
                                 R"("detail":"high"}})"))
                .dropped,
            std::vector<std::string>{"messages.detail"});
}

TEST(TranslateParts, WhatCannotBeShownIsRefused) {
  for (const char* part :
       {R"({"type":"image_url","image_url":{"url":"http://a.b/c.jpg"}})",
        R"({"type":"image_url","image_url":{"url":"data:image/tiff;base64,QUJD"}})",
        R"({"type":"image_url","image_url":{"url":"data:image/png,raw"}})",
        R"({"type":"image_url","image_url":{"url":"data:image/png;base64,"}})",
        R"({"type":"image_url","image_url":"https://a.b/c.jpg"})",
        R"({"type":"input_audio","input_audio":{"data":"QUJD","format":"wav"}})",
        R"({"type":"file","file":{"file_id":"file-1"}})",
        R"({"type":"file","file":{"file_data":"data:text/plain;base64,QUJD"}})",
        R"({"type":"video"})", R"("text")"}) {
    EXPECT_EQ(refused(with_part(part)), "messages[0].content[1]") << part;
  }
  EXPECT_EQ(refused(R"([{"role":"system","content":[{"type":"image_url","image_url":)"
                    R"({"url":"https://a.b/c.jpg"}}]},{"role":"user","content":"x"}])"),
            "messages[0].content[0]");
}

}  // namespace
}  // namespace gameday::llm
