// Anthropic's streams: what each event means, and the order they must keep.

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "llm/stream.hpp"

namespace gameday::llm {
namespace {

const std::string start =
    R"({"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant",)"
    R"("model":"claude-x","content":[],"stop_reason":null,"usage":{"input_tokens":25,)"
    R"("cache_read_input_tokens":3,"cache_creation_input_tokens":2,"output_tokens":1}}})";
const std::string text_start =
    R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})";
const std::string text =
    R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}})";
const std::string block_stop = R"({"type":"content_block_stop","index":0})";
const std::string tool_start =
    R"({"type":"content_block_start","index":1,"content_block":{"type":"tool_use",)"
    R"("id":"toolu_01","name":"lookup","input":{}}})";
const std::string finish =
    R"({"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},)"
    R"("usage":{"output_tokens":17}})";
const std::string stop = R"({"type":"message_stop"})";
const std::string ping = R"({"type":"ping"})";

EventFacts facts_of(std::string_view data, std::string_view name = "") {
  return read_event(Dialect::anthropic, name, data);
}

StreamWatch watched(const std::vector<std::string>& events) {
  StreamWatch watch(Dialect::anthropic);
  for (const std::string& event : events) {
    watch.see("", event);
  }
  return watch;
}

TEST(AnthropicStream, AWholeStreamIsComplete) {
  const StreamWatch watch =
      watched({start, text_start, ping, text, block_stop, tool_start, finish, stop});
  EXPECT_TRUE(watch.complete() && watch.done() && watch.content());
  EXPECT_FALSE(watch.failed() || watch.broken());
  EXPECT_EQ(watch.events(), 7U);
  EXPECT_EQ(watch.deltas(), 2U);
  EXPECT_EQ(watch.model(), "claude-x");
  EXPECT_EQ(watch.finish_reason(), "end_turn");
  EXPECT_EQ(watch.prompt_tokens(), 30U);
  EXPECT_EQ(watch.completion_tokens(), 17U);
}

TEST(AnthropicStream, WhatAnEventMeans) {
  EventFacts facts = facts_of(start);
  EXPECT_EQ(facts.prompt_tokens, 30U);
  EXPECT_TRUE(facts.json && !facts.usage && !facts.delta);
  EXPECT_EQ(facts_of(text).text, "Hi");
  EXPECT_TRUE(facts_of(text).delta);
  EXPECT_FALSE(facts_of(text_start).delta);
  EXPECT_TRUE(facts_of(tool_start).delta);
  EXPECT_EQ(facts_of(tool_start).block, 1U);
  facts = facts_of(finish);
  EXPECT_TRUE(facts.finish && facts.usage && !facts.done);
  EXPECT_TRUE(facts_of(stop).done);
  EXPECT_TRUE(facts_of(ping).silent);
  const auto delta = [](const char* what) {
    return facts_of(std::string(R"({"type":"content_block_delta","index":0,"delta":)") + what +
                    "}");
  };
  EXPECT_TRUE(delta(R"({"type":"thinking_delta","thinking":"x"})").delta);
  EXPECT_EQ(delta(R"({"type":"thinking_delta","thinking":"x"})").text, "");
  EXPECT_TRUE(delta(R"({"type":"input_json_delta","partial_json":"{"})").delta);
  EXPECT_FALSE(delta(R"({"type":"input_json_delta","partial_json":""})").delta);
  EXPECT_FALSE(delta(R"({"type":"signature_delta","signature":"x"})").delta);
  // The name of the line counts where the data has no type; an unknown type is passed over.
  EXPECT_TRUE(facts_of("{}", "message_stop").done);
  EXPECT_FALSE(facts_of(R"({"type":"new_thing","delta":{"text":"x"}})", "message_stop").done);
}

TEST(AnthropicStream, ContentIsWhatWasGeneratedInWhateverField) {
  const auto content = [](const std::string& delta) {
    return read_event(Dialect::anthropic, "content_block_delta", R"({"delta":)" + delta + "}")
        .content;
  };
  EXPECT_EQ(content(R"({"type":"text_delta","text":"four"})"), 4U);
  EXPECT_EQ(content(R"({"type":"thinking_delta","thinking":"why"})"), 3U);
  EXPECT_EQ(content(R"({"type":"input_json_delta","partial_json":"{\"a\":"})"), 5U);
  EXPECT_EQ(content(R"({"type":"signature_delta","signature":"abcd"})"), 0U);
  EXPECT_EQ(read_event(Dialect::anthropic, "content_block_start",
                       R"({"content_block":{"type":"tool_use","id":"t","name":"n",)"
                       R"("input":{"a": 1}}})")
                .content,
            7U);
}

TEST(AnthropicStream, UsageIsReplacedAndNeverAddedUp) {
  const StreamWatch watch = watched(
      {start, text_start, text, block_stop,
       R"({"type":"message_delta","delta":{"stop_reason":null},"usage":{"output_tokens":9}})",
       R"({"type":"message_delta","delta":{"stop_reason":"max_tokens"},)"
       R"("usage":{"input_tokens":31,"output_tokens":17}})"});
  EXPECT_EQ(watch.completion_tokens(), 17U);
  EXPECT_EQ(watch.prompt_tokens(), 31U);
  EXPECT_TRUE(watch.complete());  // a stop reason, then a clean end
  EXPECT_FALSE(watch.done());
}

TEST(AnthropicStream, ErrorsEndIt) {
  const std::string error = R"({"type":"error","error":{"details":null,"type":"overloaded_error",)"
                            R"("message":"Overloaded"},"request_id":"req_1"})";
  const StreamWatch watch = watched({start, text_start, text, error});
  EXPECT_TRUE(watch.failed());
  EXPECT_FALSE(watch.complete() || watch.broken());
  EXPECT_EQ(watch.error().type, "overloaded_error");
  EXPECT_EQ(watch.error().message, "Overloaded");
  EXPECT_TRUE(facts_of("Overloaded", "error").error);
}

TEST(AnthropicStream, OrderIsKept) {
  EXPECT_FALSE(watched({start, text_start, R"({"type":"new_thing","index":9})"}).broken());
  EXPECT_FALSE(watched({ping, start}).broken());
  const std::vector<std::vector<std::string>> wrong{
      {text},                                  // before message_start
      {text_start},                            // the same
      {finish},                                // the same
      {stop},                                  // the same
      {start, text},                           // an unknown block
      {start, text_start, tool_start, start},  // a second message
      {start, tool_start},                     // block 1 before block 0
      {start, text_start, text_start},         // block 0 twice
      {start, text_start, block_stop, text},   // after its end
      {start, block_stop},                     // the end of nothing
      {start, text_start, text, stop, text},   // after the end of all
      {start, text_start, "{\"type\":"},       // not JSON
      {start, R"({"type":"content_block_start","index":4294967296,"content_block":{}})"}};
  for (const auto& events : wrong) {
    const StreamWatch watch = watched(events);
    EXPECT_TRUE(watch.broken()) << events.back() << events.size();
    EXPECT_FALSE(watch.complete());
  }
  StreamWatch watch(Dialect::anthropic);
  EXPECT_TRUE(watch.see("", text).out_of_order);
  EXPECT_FALSE(watch.see("", start).out_of_order);
}

TEST(AnthropicStream, HalfOfItIsNotComplete) {
  EXPECT_FALSE(watched({start, text_start, text, block_stop}).complete());
  EXPECT_FALSE(watched({}).complete());
}

}  // namespace
}  // namespace gameday::llm
