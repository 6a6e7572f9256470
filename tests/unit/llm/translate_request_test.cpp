#include <gtest/gtest.h>

#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

std::string chat(std::string_view messages, std::string_view more = "") {
  return R"({"model":"gpt-4o-mini","messages":)" + std::string(messages) + std::string(more) + '}';
}

struct Said {
  const char* messages;
  const char* parameters;
  const char* body;  // after model and max_tokens, before the last brace
};

constexpr const char* hi = R"([{"role":"user","content":"Hi"}])";
constexpr const char* said_hi = R"("messages":[{"role":"user","content":"Hi"}])";

constexpr Said said[] = {
    {hi, "", said_hi},
    {R"([{"role":"user","content":[{"type":"text","text":""},{"type":"text","text":"Hi"}]}])", "",
     said_hi},
    {R"([{"role":"system","content":"A"},{"role":"user","content":"B"},)"
     R"({"role":"developer","content":[{"type":"text","text":"C"}]},)"
     R"({"role":"user","content":"D \ud83d\ude00\u0000\n"}])",
     "",
     R"("system":[{"type":"text","text":"A"},{"type":"text","text":"C"}],)"
     R"("messages":[{"role":"user","content":[{"type":"text","text":"B"},)"
     R"({"type":"text","text":"D 😀\u0000\n"}]}])"},
    {R"([{"role":"user","content":"A"},{"role":"assistant","content":null,"refusal":"No."},)"
     R"({"role":"assistant","content":"","tool_calls":[]},{"role":"user","content":"B"}])",
     "",
     R"("messages":[{"role":"user","content":"A"},{"role":"assistant","content":"No."},)"
     R"({"role":"user","content":"B"}])"},
    {R"([{"role":"user","content":[{"type":"text","text":" "},{"type":"text","text":"A"}]},)"
     R"({"role":"assistant","content":" \n"},)"
     R"({"role":"user","content":[{"type":"text","text":"\t"}]}])",
     "",
     R"("messages":[{"role":"user","content":[{"type":"text","text":" "},)"
     R"({"type":"text","text":"A"}]}])"},
    {hi, R"(,"reasoning_effort":"high")",
     R"("messages":[{"role":"user","content":"Hi"}],"output_config":{"effort":"high"})"},
    {hi,
     R"(,"reasoning_effort":"minimal","response_format":{"type":"json_schema","json_schema":)"
     R"({"name":"n","strict":true,"schema":{"type":"object","$defs":{"a":{"const":1.5}}}}})",
     R"("messages":[{"role":"user","content":"Hi"}],"output_config":{)"
     R"("format":{"type":"json_schema",)"
     R"("schema":{"type":"object","$defs":{"a":{"const":1.5}}}}})"},
    {hi, R"(,"stop":"END","temperature":1.7,"user":"u-1","stream":true)",
     R"("messages":[{"role":"user","content":"Hi"}],"stop_sequences":["END"],"temperature":1,)"
     R"("metadata":{"user_id":"u-1"},"stream":true)"},
    {hi, R"(,"stop":["a"," \n","b"],"top_p":0.25,"safety_identifier":"s","user":"u")",
     R"("messages":[{"role":"user","content":"Hi"}],"stop_sequences":["a","b"],"top_p":0.25,)"
     R"("metadata":{"user_id":"s"})"},
    {hi, R"(,"temperature":0.3,"top_p":0.25,"stop":[" "])",
     R"("messages":[{"role":"user","content":"Hi"}],"temperature":0.3)"},
    {hi,
     R"(,"n":1,"tools":[],"functions":null,"response_format":{"type":"text"},"audio":null,)"
     R"("modalities":["text"],"stream":false,"stream_options":null,"max_tokens":null)",
     said_hi},
};

TEST(TranslateRequest, SaysTheSame) {
  for (const Said& row : said) {
    const Translated out = to_messages_request(chat(row.messages, row.parameters), "claude-x", 99);
    EXPECT_EQ(out.refused, "") << row.messages << row.parameters;
    EXPECT_EQ(out.body, R"({"model":"claude-x","max_tokens":99,)" + std::string(row.body) + '}');
  }
}

TEST(TranslateRequest, TheNewerTokenLimitCounts) {
  const auto most = [](const char* more) {
    const std::string body = to_messages_request(chat(hi, more), "m").body;
    return body.substr(0, body.find(",\"messages\""));
  };
  EXPECT_EQ(most(""), R"({"model":"m","max_tokens":4096)");
  EXPECT_EQ(most(R"(,"max_tokens":7)"), R"({"model":"m","max_tokens":7)");
  EXPECT_EQ(most(R"(,"max_tokens":7,"max_completion_tokens":8)"), R"({"model":"m","max_tokens":8)");
}

TEST(TranslateRequest, WhatIsDroppedIsNamedOnceAndFitsAHeader) {
  const Translated out = to_messages_request(
      chat(R"([{"role":"user","name":"Ann","content":"Hi"}])",
           R"(,"seed":1,"logit_bias":{},"seed":2,"store":null,"x\r\nEvil: 1":true,"temperature":1,)"
           R"("top_p":1,"stop":["",""],"stream_options":{"include_usage":true})"),
      "m");
  EXPECT_EQ(out.refused, "");
  EXPECT_EQ(out.dropped, (std::vector<std::string>{"logit_bias", "messages.name", "seed", "stop",
                                                   "top_p", "unnamed"}));
  std::string many;
  for (int i = 0; i < 100; ++i) {
    many += ",\"p" + std::to_string(i) + "\":1";
  }
  EXPECT_EQ(to_messages_request(chat(hi, many), "m").dropped.size(), 32U);
}

TEST(TranslateRequest, TheNewerVersionHasNoSampling) {
  const std::string request = chat(hi, R"(,"temperature":1,"top_p":1,"top_k":3)");
  const Translated out = to_messages_request(request, "m", 4096, AnthropicVersion::v2026_10_21);
  EXPECT_EQ(out.body,
            R"({"model":"m","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]})");
  EXPECT_EQ(out.dropped, (std::vector<std::string>{"temperature", "top_k", "top_p"}));
  EXPECT_EQ(to_messages_request(request, "m").dropped,
            (std::vector<std::string>{"top_k", "top_p"}));
  EXPECT_EQ(to_messages_request(chat(hi, R"(,"reasoning_effort":"none")"), "m").dropped,
            std::vector<std::string>{"reasoning_effort"});
}

struct Refused {
  const char* messages;
  const char* parameters;
  const char* parameter;
};

constexpr Refused refusals[] = {
    {hi, R"(,"tools":[{"type":"function"}])", "tools[0].function"},
    {hi, R"(,"functions":[{"name":"f"}])", "functions"},
    {hi, R"(,"n":2)", "n"},
    {hi, R"(,"response_format":{"type":"json_object"})", "response_format"},
    {hi, R"(,"response_format":{"type":"json_schema","json_schema":{}})",
     "response_format.json_schema.schema"},
    {hi, R"(,"response_format":"json")", "response_format"},
    {hi, R"(,"reasoning_effort":"some")", "reasoning_effort"},
    {hi, R"(,"reasoning_effort":3)", "reasoning_effort"},
    {hi, R"(,"audio":{"voice":"x"})", "audio"},
    {hi, R"(,"modalities":["text","audio"])", "modalities"},
    {hi, R"(,"max_tokens":0)", "max_tokens"},
    {hi, R"(,"max_completion_tokens":"9")", "max_completion_tokens"},
    {hi, R"(,"temperature":"hot")", "temperature"},
    {hi, R"(,"stop":7)", "stop"},
    {hi, R"(,"stop":["a",null])", "stop"},
    {hi, R"(,"user":7)", "user"},
    {hi, R"(,"stream":"yes")", "stream"},
    {"[]", "", "messages"},
    {"\"Hi\"", "", "messages"},
    {"null", "", "messages"},
    {R"([{"role":"system","content":"A"}])", "", "messages"},
    {R"([{"role":"user","content":""}])", "", "messages"},
    {R"([{"role":"user","content":"A"},{"role":"assistant","content":"B"}])", "", "messages"},
    {R"([{"role":"user"}])", "", "messages[0].content"},
    {R"([{"role":"user","content":7}])", "", "messages[0].content"},
    {R"([{"content":"A"}])", "", "messages[0].role"},
    {R"(["Hi"])", "", "messages[0].role"},
    {R"([{"role":"user","content":"A"},{"role":"function","content":"B"}])", "",
     "messages[1].role"},
    {R"([{"role":"user","content":" "},{"role":"system","content":"\n"}])", "", "messages"},
    {R"([{"role":"user","content":[{"type":"text","text":"A"},{"type":"image_url"}]}])", "",
     "messages[0].content[1]"},
    {R"([{"role":"user","content":[{"type":"text"}]}])", "", "messages[0].content[0]"},
};

TEST(TranslateRequest, WhatWouldChangeTheMeaningIsRefusedByName) {
  for (const Refused& row : refusals) {
    const Translated out = to_messages_request(chat(row.messages, row.parameters), "m");
    EXPECT_EQ(out.parameter, row.parameter) << row.messages << row.parameters;
    EXPECT_EQ(out.body, "") << row.parameter;
    EXPECT_NE(out.refused.find('`' + std::string(row.parameter) + '`'), std::string::npos)
        << out.refused;
    EXPECT_EQ(out.refused.back(), '.') << out.refused;
  }
  EXPECT_EQ(to_messages_request("{\"messages\":", "m").refused, "The body is not a JSON object.");
  EXPECT_EQ(to_messages_request("[]", "m").refused, "The body is not a JSON object.");
}

}  // namespace
}  // namespace gameday::llm
