// What a mock says when a fault proxy told it to, in both dialects, streamed and whole; and that it
// says whether it did.

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "faults/mock_answer.hpp"
#include "llm/anthropic.hpp"
#include "mock_client.hpp"

namespace gameday {
namespace {

using faults::MockAnswer;
using llm::Dialect;
using nlohmann::json;
using Tools = MockAnswer::Tools;

const char* const schema =
    R"({"type":"object","properties":{"cause":{"type":"string"},"exit_code":{"type":"integer"}},)"
    R"("required":["cause","exit_code"]})";

class Told : public test::MockTest {
 protected:
  struct Said {
    test::MockAnswer raw;
    std::string ack;
    std::string text;        // of all deltas, or of the whole answer
    bool null_text = false;  // whole answers
    std::string finish;
    std::vector<json> events;
    json body;
  };

  void speak(Dialect dialect) {
    options.dialect = dialect;
    options.tokens = {20, 20};
    fields.clear();
    fields.add("x-api-key", "sk");
    fields.add("Authorization", "Bearer sk");
    fields.add("anthropic-version", "2023-06-01");
  }
  bool openai() const { return options.dialect == Dialect::openai; }

  /// `more`: fields of the body besides.
  Said ask(const std::string& told, bool stream, const std::string& more = "") {
    const std::string body = fmt::format(
        R"({{{}{}"model":"m","max_tokens":900,"stream":{},"messages":[{{"role":"user","content":"Why? {}"}}]}})",
        more, more.empty() ? "" : ",", stream, to_text(Marker{1, 7}));
    Said said;
    run([&]() -> rt::awaitable<void> {
      fields.remove(faults::answer_field);
      if (!told.empty()) {
        fields.add(faults::answer_field, told);
      }
      const char* path = openai() ? "/v1/chat/completions" : "/v1/messages";
      said.raw = co_await send("POST", path, body);
    });
    read(said);
    return said;
  }
  Said ask(const MockAnswer& told, bool stream, const std::string& more = "") {
    return ask(faults::to_field(told), stream, more);
  }

  void read(Said& said) {
    said.ack = said.raw.fields.get(faults::answer_field);
    if (said.raw.events.empty()) {
      said.body = json::parse(said.raw.body);
      if (said.raw.status != 200) {
        return;
      }
      const llm::AnswerFacts facts =
          openai() ? llm::read_answer(said.raw.body) : llm::read_message(said.raw.body);
      EXPECT_EQ(facts.defect, llm::AnswerDefect::none) << said.raw.body;
      said.text = facts.text;
      said.finish = facts.finish_reason;
      said.null_text = openai() ? message(said)["content"].is_null() : false;
      return;
    }
    const llm::StreamWatch watch = watched(options.dialect, said.raw, &said.text);
    said.finish = watch.finish_reason();
    for (const test::Heard& event : said.raw.events) {
      if (event.data != "[DONE]") {
        said.events.push_back(json::parse(event.data));
      }
    }
  }
  static json message(const Said& said) { return said.body["choices"][0]["message"]; }

  /// The fragments of tool calls, as the dialect's own objects.
  std::vector<json> fragments(const Said& said) const {
    std::vector<json> list;
    for (const json& event : said.events) {
      if (openai() && !event["choices"].empty() &&
          event["choices"][0]["delta"].contains("tool_calls")) {
        list.push_back(event["choices"][0]["delta"]["tool_calls"][0]);
      } else if (!openai() && event["type"].get<std::string>().starts_with("content_block")) {
        list.push_back(event);
      }
    }
    return list;
  }

  std::string tools() const {
    return openai()
               ? fmt::format(
                     R"("tools":[{{"type":"function","function":{{"name":"look","parameters":{0}}}}},)"
                     R"({{"type":"function","function":{{"name":"fix","parameters":{0}}}}}])",
                     schema)
               : fmt::format(R"("tools":[{{"name":"look","input_schema":{0}}},)"
                             R"({{"name":"fix","input_schema":{0}}}])",
                             schema);
  }
  std::string shape() const {
    return openai()
               ? fmt::format(
                     R"("response_format":{{"type":"json_schema","json_schema":{{"name":"x","schema":{}}}}})",
                     schema)
               : fmt::format(R"("output_config":{{"format":{{"type":"json_schema","schema":{}}}}})",
                             schema);
  }
};

MockAnswer content(MockAnswer::Content kind) {
  MockAnswer told;
  told.content = kind;
  return told;
}
MockAnswer broken(Tools kind) {
  MockAnswer told;
  told.tools = kind;
  return told;
}
MockAnswer shaped(MockAnswer::Schema kind) {
  MockAnswer told;
  told.schema = kind;
  return told;
}
constexpr std::array both = {Dialect::openai, Dialect::anthropic};

TEST_F(Told, NobodyIsAcknowledgedWhoToldNothing) {
  for (const Dialect dialect : both) {
    speak(dialect);
    for (const bool stream : {false, true}) {
      const Said said = ask("", stream);
      EXPECT_FALSE(said.raw.fields.has(faults::answer_field));
      const Said stranger = ask("2;content=none", stream);
      EXPECT_FALSE(stranger.raw.fields.has(faults::answer_field)) << "another version";
      EXPECT_EQ(stranger.text, said.text);
    }
  }
}

TEST_F(Told, ATextOfItsOwn) {
  MockAnswer told;
  told.text = "Grüße, 你好!";
  for (const Dialect dialect : both) {
    speak(dialect);
    for (const bool stream : {false, true}) {
      const Said said = ask(told, stream);
      EXPECT_EQ(said.text, *told.text);
      EXPECT_EQ(said.ack, "done");
      EXPECT_EQ(said.finish, openai() ? "stop" : "end_turn");
    }
  }
}

TEST_F(Told, NoContentIsNullOrNoBlock) {
  speak(Dialect::openai);
  Said said = ask(content(MockAnswer::Content::none), false);
  EXPECT_TRUE(said.null_text);
  EXPECT_EQ(said.body["usage"]["completion_tokens"], 20);
  EXPECT_EQ(said.body["usage"]["completion_tokens_details"]["reasoning_tokens"], 20);
  said = ask(content(MockAnswer::Content::none), true);
  EXPECT_TRUE(said.events[0]["choices"][0]["delta"]["content"].is_null());
  EXPECT_EQ(said.events.size(), 2U);  // role, finish; nobody asked for the usage
  EXPECT_EQ(said.ack, "done");
  speak(Dialect::anthropic);
  said = ask(content(MockAnswer::Content::none), false);
  EXPECT_TRUE(said.body["content"].empty());
  said = ask(content(MockAnswer::Content::none), true);
  EXPECT_EQ(said.events.size(), 3U);  // message_start, message_delta, message_stop
  EXPECT_EQ(said.finish, "end_turn");
}

TEST_F(Told, EmptyContentIsAnEmptyText) {
  speak(Dialect::openai);
  EXPECT_EQ(message(ask(content(MockAnswer::Content::empty), false))["content"], "");
  Said said = ask(content(MockAnswer::Content::empty), true);
  EXPECT_EQ(said.events.size(), 22U);  // role, as many empty deltas as there would be words, finish
  EXPECT_EQ(said.events[5]["choices"][0]["delta"]["content"], "");
  speak(Dialect::anthropic);
  said = ask(content(MockAnswer::Content::empty), false);
  EXPECT_EQ(said.body["content"], json::parse(R"([{"type":"text","text":""}])"));
  said = ask(content(MockAnswer::Content::empty), true);
  EXPECT_EQ(said.text, "");
  EXPECT_EQ(said.raw.events.size(), 26U);
}

TEST_F(Told, ReasoningAlone) {
  speak(Dialect::openai);
  Said said = ask(content(MockAnswer::Content::reasoning), false);
  EXPECT_TRUE(said.null_text);
  EXPECT_GT(message(said)["reasoning_content"].get<std::string>().size(), 20U);
  said = ask(content(MockAnswer::Content::reasoning), true);
  EXPECT_EQ(said.text, "");
  EXPECT_TRUE(said.events[3]["choices"][0]["delta"].contains("reasoning_content"));
  speak(Dialect::anthropic);
  said = ask(content(MockAnswer::Content::reasoning), false);
  EXPECT_EQ(said.body["content"][0]["type"], "thinking");
  EXPECT_EQ(said.body["content"].size(), 1U);
  said = ask(content(MockAnswer::Content::reasoning), true);
  EXPECT_EQ(said.events[1]["content_block"]["type"], "thinking");
  EXPECT_EQ(said.events[said.events.size() - 4]["delta"]["type"], "signature_delta");
}

TEST_F(Told, CutAnswersAreTheSameStreamedAndWhole) {
  for (const Dialect dialect : both) {
    speak(dialect);
    const std::string all = ask("", false).text;
    MockAnswer told;
    told.cut = MockAnswer::Keep{10, {}};
    const Said streamed = ask(told, true);
    EXPECT_EQ(streamed.text, ask(told, false).text);
    EXPECT_TRUE(all.starts_with(streamed.text) && streamed.text.size() < all.size());
    EXPECT_EQ(streamed.finish, openai() ? "length" : "max_tokens");
    told.cut = MockAnswer::Keep{0, Ratio{1, 2}};
    EXPECT_EQ(ask(told, true).text, streamed.text);
    told.finish = MockAnswer::Finish::content_filter;
    EXPECT_EQ(ask(told, true).finish, openai() ? "content_filter" : "refusal");
  }
}

TEST_F(Told, ACutBeyondTheEndIsNone) {
  MockAnswer told;
  told.cut = MockAnswer::Keep{20, {}};
  told.finish = MockAnswer::Finish::content_filter;
  for (const Dialect dialect : both) {
    speak(dialect);
    const Said said = ask(told, true);
    EXPECT_EQ(said.ack, "stream_too_short");
    EXPECT_EQ(said.text, ask("", true).text);
    EXPECT_EQ(said.finish, openai() ? "stop" : "end_turn");
  }
}

TEST_F(Told, ARefusalStandsWhereTheApiHasAPlaceForIt) {
  MockAnswer told;
  told.cut = MockAnswer::Keep{3, {}};
  told.finish = MockAnswer::Finish::refusal;
  speak(Dialect::openai);
  Said said = ask(told, false);
  EXPECT_EQ(said.finish, "stop");
  EXPECT_TRUE(message(said)["refusal"].get<std::string>().starts_with("I'm sorry"));
  said = ask(told, true);
  EXPECT_EQ(said.events[4]["choices"][0]["delta"]["refusal"], message(ask(told, false))["refusal"]);
  speak(Dialect::anthropic);
  EXPECT_EQ(ask(told, false).finish, "refusal");
  EXPECT_EQ(ask(told, true).finish, "refusal");
}

TEST_F(Told, AHugeEventIsOneEvent) {
  MockAnswer told;
  told.pad = Bytes{300'000};
  for (const Dialect dialect : both) {
    speak(dialect);
    const Said said = ask(told, true);
    std::size_t huge = 0;
    for (const test::Heard& event : said.raw.events) {
      huge += event.data.size() > 300'000 ? 1 : 0;
    }
    EXPECT_EQ(huge, 1U);
    EXPECT_EQ(ask(told, false).text, said.text);
    EXPECT_GT(said.text.size(), 300'000U);
  }
}

TEST_F(Told, WellItObeysASchemaAndAChoiceOfTools) {
  for (const Dialect dialect : both) {
    speak(dialect);
    for (const bool stream : {false, true}) {
      const json instance = json::parse(ask("", stream, shape()).text);
      EXPECT_TRUE(instance["cause"].is_string() && instance["exit_code"].is_number_integer());
    }
    EXPECT_FALSE(json::accept(ask("", false, tools()).text)) << "tools may, but need not be called";
    const std::string must = openai() ? R"(,"tool_choice":"required")"
                                      : R"(,"tool_choice":{"type":"tool","name":"fix"})";
    const Said said = ask("", false, tools() + must);
    EXPECT_EQ(said.finish, openai() ? "tool_calls" : "tool_use");
    EXPECT_EQ(openai() ? message(said)["tool_calls"][0]["function"]["name"]
                       : said.body["content"][0]["name"],
              openai() ? "look" : "fix");
  }
}

TEST_F(Told, SchemasAreViolatedAsAsked) {
  using Schema = MockAnswer::Schema;
  for (const Dialect dialect : both) {
    speak(dialect);
    for (const bool stream : {false, true}) {
      const auto said = [&](Schema kind) {
        const Said answer = ask(shaped(kind), stream, shape());
        EXPECT_EQ(answer.ack, "done");
        return answer.text;
      };
      EXPECT_FALSE(json::accept(said(Schema::prose)));
      EXPECT_NE(said(Schema::fenced).find("```json\n{\""), std::string::npos);
      EXPECT_TRUE(json::parse(said(Schema::renamed)).contains("exitCode"));
      EXPECT_EQ(json::parse(said(Schema::echo)), json::parse(schema));
      EXPECT_EQ(json::parse(said(Schema::wrong_type))["exit_code"], "seven");
    }
    EXPECT_EQ(ask(shaped(Schema::prose), true).ack, "not_asked");
  }
}

TEST_F(Told, TheSchemaMayBeThatOfAToolThatMustBeCalled) {
  using Schema = MockAnswer::Schema;
  speak(Dialect::anthropic);
  const std::string more = tools() + R"(,"tool_choice":{"type":"tool","name":"look"})";
  Said said = ask(shaped(Schema::renamed), false, more);
  EXPECT_TRUE(said.body["content"][0]["input"].contains("exitCode"));
  said = ask(shaped(Schema::prose), false, more);
  EXPECT_EQ(said.body["content"][0]["type"], "text");
  EXPECT_EQ(said.finish, "end_turn");
}

TEST_F(Told, CallsOfToolsAreBrokenAsAskedInAStream) {
  for (const Dialect dialect : both) {
    speak(dialect);
    const auto calls = [&](Tools kind) {
      const Said said = ask(broken(kind), true, tools());
      EXPECT_EQ(said.ack, "done");
      EXPECT_EQ(said.finish, openai() ? "tool_calls" : "tool_use");
      return fragments(said);
    };
    for (const json& fragment : calls(Tools::index_zero)) {
      EXPECT_EQ(fragment["index"], 0);
    }
    for (const json& fragment : calls(Tools::no_index)) {
      EXPECT_FALSE(fragment.contains("index"));
    }
    const auto wrong = calls(Tools::wrong_index);
    EXPECT_EQ(wrong[0]["index"], 0);
    EXPECT_EQ(wrong[1]["index"], 1);
    std::vector<json> ids;
    const auto ids_of = [&](Tools kind) {
      ids.clear();
      for (const json& fragment : calls(kind)) {
        const json& call = openai() ? fragment : fragment.value("content_block", json());
        if (call.is_object() && (!openai() || call.contains("type"))) {
          ids.push_back(call.value("id", json()));
        }
      }
      return ids;
    };
    EXPECT_EQ(ids_of(Tools::no_id), (std::vector<json>{nullptr, nullptr}));
    EXPECT_EQ(ids_of(Tools::blank_id), (std::vector<json>{"", ""}));
    EXPECT_TRUE(ids_of(Tools::same_id).size() == 2 && ids[0] == ids[1] && ids[0] != "");
    EXPECT_TRUE(ids_of(Tools::blank_args).size() == 2 && ids[0] != ids[1]);
    EXPECT_EQ(calls(Tools::blank_args).size(), openai() ? 2U : 4U);  // Anthropic's end, too
    EXPECT_EQ(calls(Tools::one_chunk).size(), openai() ? 2U : 4U);
  }
}

TEST_F(Told, AWholeCallInOneChunkHasItsArguments) {
  speak(Dialect::openai);
  auto calls = fragments(ask(broken(Tools::one_chunk), true, tools()));
  EXPECT_TRUE(json::parse(calls[1]["function"]["arguments"].get<std::string>()).contains("cause"));
  speak(Dialect::anthropic);
  calls = fragments(ask(broken(Tools::one_chunk), true, tools()));
  EXPECT_TRUE(calls[0]["content_block"]["input"].contains("cause"));
}

TEST_F(Told, WholeAnswersHaveNoIndexToBreak) {
  for (const Dialect dialect : both) {
    speak(dialect);
    for (const Tools kind :
         {Tools::index_zero, Tools::no_index, Tools::wrong_index, Tools::one_chunk}) {
      EXPECT_EQ(ask(broken(kind), false, tools()).ack, "not_a_stream");
    }
    EXPECT_EQ(ask(broken(Tools::no_id), false).ack, "not_asked");
    const Said said = ask(broken(Tools::no_id), false, tools());
    const json calls = openai() ? message(said)["tool_calls"] : said.body["content"];
    EXPECT_EQ(calls.size(), 2U);
    EXPECT_FALSE(calls[0].contains("id"));
    const Said blank = ask(broken(Tools::blank_args), false, tools());
    EXPECT_EQ(openai() ? message(blank)["tool_calls"][1]["function"]["arguments"]
                       : blank.body["content"][1]["input"],
              openai() ? json("") : json::object());
  }
}

TEST_F(Told, HalfAToolCallIsCutInItsArguments) {
  MockAnswer told = broken(Tools::same_id);
  told.cut = MockAnswer::Keep{3, {}};
  speak(Dialect::openai);
  const json calls = message(ask(told, false, tools()))["tool_calls"];
  ASSERT_EQ(calls.size(), 1U);
  EXPECT_EQ(calls[0]["function"]["arguments"], "{\"cause\"");
  speak(Dialect::anthropic);
  EXPECT_EQ(ask(told, false, tools()).body["content"][0]["input"], json::object());
  EXPECT_EQ(fragments(ask(told, true, tools()))[2]["delta"]["partial_json"], "use\"");
}

TEST_F(Told, RefusesWhatTheRequestHas) {
  struct Row {
    const char* refuse;
    const char* more;
    const char* openai;
    const char* anthropic;
  };
  const std::array rows = {
      Row{"temperature", R"("temperature":0.2)", "does not support 0.2 with this model",
          "`temperature` is deprecated for this model."},
      Row{"temperature_with_top_p", R"("temperature":1,"top_p":0.5)", "'top_p' is not supported",
          "cannot both be specified"},
      Row{"max_tokens", R"("max_tokens":9000)", "Use 'max_completion_tokens' instead",
          "max_tokens: 9000 > 4096, which is"},
      Row{"response_format", R"("response_format":{"type":"json_object"})",
          "'response_format' of type 'json_object' is not supported",
          "response_format: Extra inputs are not permitted"},
  };
  for (const Dialect dialect : both) {
    speak(dialect);
    for (const Row& row : rows) {
      const std::string told = std::string("1;refuse=prefill+") + row.refuse;
      const Said said = ask(told, true, row.more);
      EXPECT_EQ(said.raw.status, 400);
      EXPECT_EQ(said.ack, "done");
      const std::string why = said.body["error"]["message"];
      EXPECT_NE(why.find(openai() ? row.openai : row.anthropic), std::string::npos) << why;
      EXPECT_EQ(said.body["error"]["type"], "invalid_request_error");
      const Said spared = ask("1;refuse=prefill+response_format", true);
      EXPECT_EQ(spared.ack, "not_asked");
      EXPECT_EQ(spared.text, ask("", true).text);
    }
    const Said other = ask("1;content=none;refuse=prefill", false);
    EXPECT_EQ(other.ack, "done") << "the rest is done all the same";
  }
}

TEST_F(Told, ErrorsOfItsOwnAreNotWhatItWasTold) {
  speak(Dialect::openai);
  fields.remove("Authorization");
  EXPECT_EQ(ask("1;content=none", false).ack, "upstream_failed");
}

}  // namespace
}  // namespace gameday
