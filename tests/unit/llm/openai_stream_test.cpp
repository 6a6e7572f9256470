// OpenAI's streams: written as the wire has them, read by what they mean, judged as a whole.

#include "llm/openai_stream.hpp"

#include <gtest/gtest.h>

#include "http/sse.hpp"
#include "llm/stream.hpp"

namespace gameday::llm {
namespace {

ChunkHead head(bool include_usage = true) {
  return {"chatcmpl-7", "m-1", 1790000000, include_usage};
}

const std::string opening =
    "data: {\"id\":\"chatcmpl-7\",\"object\":\"chat.completion.chunk\",\"created\":1790000000,"
    "\"model\":\"m-1\",\"system_fingerprint\":\"fp_gameday\",\"choices\":[";

// Shows every event of a stream to a watch.
StreamWatch watched(std::string_view stream) {
  StreamWatch watch(Dialect::openai);
  http::SseReader reader;
  reader.push(stream);
  for (auto block = reader.next(); block.what == http::SseBlock::What::event;
       block = reader.next()) {
    watch.see(block.name, block.data);
  }
  return watch;
}

EventFacts facts_of(std::string_view data, std::string_view name = "") {
  return read_event(Dialect::openai, name, data);
}

EventFacts delta(std::string_view text) {
  return facts_of("{\"choices\":[{\"index\":0,\"delta\":" + std::string(text) + "}]}");
}

std::string good_stream() {
  return role_chunk(head()) + content_chunk(head(), "Hel") + content_chunk(head(), "lo") +
         finish_chunk(head(), "stop") + usage_chunk(head(), 9, 4) + std::string(done_event);
}

TEST(OpenAiStream, ChunksAreWrittenAsTheWireHasThem) {
  EXPECT_EQ(role_chunk(head()),
            opening +
                "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\","
                "\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}],"
                "\"usage\":null}\n\n");
  EXPECT_EQ(content_chunk(head(false), "a\"\n\xFF"),
            opening +
                "{\"index\":0,\"delta\":{\"content\":\"a\\\"\\n\xEF\xBF\xBD\"},"
                "\"logprobs\":null,\"finish_reason\":null}]}\n\n");
  EXPECT_EQ(tool_chunk(head(), {0, "call_1", "lookup", ""}),
            opening +
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\","
                "\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"arguments\":\"\"}}]"
                "},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n");
  EXPECT_EQ(tool_chunk(head(), {1, "", "", "{\"q\":1}"}),
            opening +
                "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":"
                "{\"arguments\":\"{\\\"q\\\":1}\"}}]},\"logprobs\":null,"
                "\"finish_reason\":null}],\"usage\":null}\n\n");
  EXPECT_EQ(finish_chunk(head(), "tool_calls"),
            opening +
                "{\"index\":0,\"delta\":{},\"logprobs\":null,"
                "\"finish_reason\":\"tool_calls\"}],\"usage\":null}\n\n");
  EXPECT_EQ(usage_chunk(head(), 9, 4),
            opening +
                "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,"
                "\"total_tokens\":13}}\n\n");
  EXPECT_EQ(error_event("no", "server_error", ""),
            "data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"param\":null,"
            "\"code\":null}}\n\n");
}

TEST(OpenAiStream, AnEventOfSeveralLinesIsWrittenAsSeveral) {
  EXPECT_EQ(sse_event("error", "a\nb\r\n\rc\n"),
            "event: error\ndata: a\ndata: b\ndata: \ndata: c\ndata: \n\n");
  EXPECT_EQ(sse_event("x\ndata: y", ""), "event: x\ndata: \n\n");
}

TEST(OpenAiStream, AWholeStreamIsComplete) {
  const StreamWatch watch = watched(good_stream());
  EXPECT_TRUE(watch.complete() && watch.done() && watch.content());
  EXPECT_FALSE(watch.failed() || watch.broken());
  EXPECT_EQ(watch.events(), 6U);
  EXPECT_EQ(watch.deltas(), 2U);
  EXPECT_EQ(watch.model(), "m-1");
  EXPECT_EQ(watch.finish_reason(), "stop");
  EXPECT_EQ(watch.prompt_tokens(), 9U);
  EXPECT_EQ(watch.completion_tokens(), 4U);
}

TEST(OpenAiStream, WhatAnEventMeans) {
  EventFacts facts = delta(R"({"role":"assistant","content":"","refusal":null})");
  EXPECT_TRUE(facts.json && !facts.delta && !facts.finish);
  EXPECT_EQ(delta(R"({"content":"\u00e9!"})").text, "\xC3\xA9!");
  for (const char* something :
       {R"({"content":"x"})", R"({"content":null,"reasoning_content":"x"})", R"({"refusal":"x"})",
        R"({"reasoning":"x"})", R"({"tool_calls":[{"index":0}]})",
        R"({"content":[{"type":"text","text":"x"}]})"}) {
    EXPECT_TRUE(delta(something).delta) << something;
  }
  for (const char* nothing : {R"({"content":null})", R"({"reasoning_content":""})",
                              R"({"tool_calls":[]})", "{}", "null", "7"}) {
    EXPECT_FALSE(delta(nothing).delta) << nothing;
    EXPECT_TRUE(delta(nothing).json) << nothing;
  }
  facts = facts_of(R"({"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":5}})");
  EXPECT_TRUE(facts.usage && !facts.finish && facts.choices.empty());
  EXPECT_EQ(facts.prompt_tokens, 3U);
  EXPECT_EQ(facts.completion_tokens, 5U);
  EXPECT_FALSE(facts_of(R"({"choices":[],"usage":null})").usage);
  EXPECT_TRUE(facts_of("[DONE]").done && facts_of("[DONE]").json);
}

TEST(OpenAiStream, ContentIsWhatWasGeneratedInWhateverField) {
  const auto content = [](const std::string& delta) {
    return read_event(Dialect::openai, "", R"({"choices":[{"delta":)" + delta + "}]}").content;
  };
  EXPECT_EQ(content(R"({"role":"assistant","content":""})"), 0U);
  EXPECT_EQ(content(R"({"content":"four"})"), 4U);
  EXPECT_EQ(content(R"({"reasoning_content":"why","content":"so"})"), 5U);
  EXPECT_EQ(content(R"({"refusal":"no"})"), 2U);
  EXPECT_EQ(content(R"({"tool_calls":[{"index":0,"id":"call_1","type":"function",)"
                    R"("function":{"name":"look","arguments":"{\"at\":1}"}}]})"),
            8U);
  EXPECT_EQ(content(R"({"content":[{"type":"thinking","thinking":[{"type":"text","text":"ab"}]},)"
                    R"({"type":"text","text":"c"}]})"),
            3U);
}

TEST(OpenAiStream, WhatIsNotJsonBreaksIt) {
  for (const char* data : {"[DONE] ", "", "{", "{\"a\":tru}", "{} x", "[]", "7", "\"\xFF\"",
                           "{\"a\":\"\xC3\"}", ": x"}) {
    EXPECT_FALSE(facts_of(data).json) << data;
    StreamWatch watch(Dialect::openai);
    watch.see("", data);
    EXPECT_TRUE(watch.broken()) << data;
  }
}

TEST(OpenAiStream, ErrorsInEveryKnownForm) {
  struct Example {
    const char* data;
    ErrorObject what;
  };
  const std::vector<Example> examples{
      {R"({"error":{"message":"m","type":"server_error","param":null,"code":null}})",
       {"m", "server_error", ""}},
      {R"({"error":"m"})", {"m", "", ""}},
      {R"({"object":"error","message":"m","type":"BadRequestError","code":400})",
       {"m", "BadRequestError", "400"}},
      {R"({"type":"error","code":"c","message":"m","param":null})", {"m", "", "c"}},
      {R"({"id":"x","error":{"code":502,"message":"m"},"choices":[{"delta":{"content":""},)"
       R"("finish_reason":"error"}]})",
       {"m", "", "502"}},
      {R"({"choices":[{"delta":{},"finish_reason":null,"error":{"code":502,"message":"m"}}]})",
       {"m", "", "502"}},
      {R"([{"error":{"code":503,"message":"m","status":"UNAVAILABLE"}}])", {"m", "", "503"}}};
  for (const Example& example : examples) {
    const EventFacts facts = facts_of(example.data);
    EXPECT_TRUE(facts.error && facts.json && !facts.finish) << example.data;
    EXPECT_EQ(facts.what.message, example.what.message) << example.data;
    EXPECT_EQ(facts.what.type, example.what.type) << example.data;
    EXPECT_EQ(facts.what.code, example.what.code) << example.data;
  }
  EXPECT_EQ(facts_of("words", "error").what.message, "words");
  EXPECT_TRUE(facts_of("{}", "error").error);
  EXPECT_FALSE(facts_of(R"({"error":null,"choices":[]})").error);
  EXPECT_FALSE(facts_of(R"({"choices":[{"delta":{"content":"{\"error\":1}"}}]})").error);
}

TEST(OpenAiStream, AnErrorFailsAStreamThatFinished) {
  const StreamWatch watch =
      watched(content_chunk(head(), "a") + finish_chunk(head(), "stop") +
              error_event("first", "server_error", "") + error_event("second", "server_error", ""));
  EXPECT_TRUE(watch.failed() && watch.content());
  EXPECT_FALSE(watch.complete());
  EXPECT_EQ(watch.error().message, "first");
}

TEST(OpenAiStream, EventsWithoutABlankLineBetweenThemAreOneThatIsNotJson) {
  std::string stream = good_stream();
  for (std::size_t at = stream.find("\n\ndata"); at != stream.npos; at = stream.find("\n\ndata")) {
    stream.erase(at, 1);
  }
  const StreamWatch watch = watched(stream);
  EXPECT_EQ(watch.events(), 1U);
  EXPECT_TRUE(watch.broken());
  EXPECT_FALSE(watch.content() || watch.complete());
}

TEST(OpenAiStream, EveryChoiceSeenMustFinish) {
  const auto chunk = [](int index, const char* finish) {
    return "data: {\"choices\":[{\"index\":" + std::to_string(index) +
           ",\"delta\":{\"content\":\"x\"},\"finish_reason\":" + finish + "}]}\n\n";
  };
  const std::string both = chunk(0, "null") + chunk(1, "null") + chunk(1, "\"stop\"");
  EXPECT_FALSE(watched(both + std::string(done_event)).complete());
  EXPECT_TRUE(watched(both + chunk(0, "\"length\"")).complete());
  EXPECT_FALSE(watched(done_event).complete());
  EXPECT_FALSE(watched("").complete());
  EXPECT_TRUE(watched(chunk(static_cast<int>(stream_parts_most), "\"stop\"")).broken());
}

TEST(OpenAiStream, NobodyReadsBehindDone) {
  const StreamWatch watch =
      watched(good_stream() + "data: nonsense\n\ndata: {\"error\":\"x\"}\n\n");
  EXPECT_TRUE(watch.complete());
  EXPECT_EQ(watch.events(), 6U);
}

}  // namespace
}  // namespace gameday::llm
