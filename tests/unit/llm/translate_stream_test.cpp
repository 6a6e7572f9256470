#include "llm/translate_stream.hpp"

#include <gtest/gtest.h>

#include "http/sse.hpp"
#include "llm/anthropic.hpp"
#include "llm/stream.hpp"

namespace gameday::llm {
namespace {

std::string translated(std::string_view wire, bool include_usage = false) {
  http::SseReader reader;
  reader.push(wire);
  StreamWatch watch(Dialect::anthropic);
  StreamTranslator translator(7, include_usage);
  std::string out;
  for (auto block = reader.next(); block.what != http::SseBlock::What::need_more;
       block = reader.next()) {
    if (block.what == http::SseBlock::What::event) {
      translator.event(watch.see(block.name, block.data), out);
    }
  }
  translator.end(out);
  return out;
}

MessageAnswer head() {
  MessageAnswer answer;
  answer.id = "msg_01";
  answer.model = "claude-x";
  answer.input_tokens = 25;
  return answer;
}

ChunkHead chunk_head(bool include_usage = false) {
  ChunkHead chunk;
  chunk.id = "msg_01";
  chunk.model = "claude-x";
  chunk.created = 7;
  chunk.include_usage = include_usage;
  return chunk;
}

std::string event(std::string_view type, std::string_view rest) {
  return sse_event(type, R"({"type":")" + std::string(type) + "\"," + std::string(rest) + '}');
}

const std::string begun = message_start_event(head()) + text_start_event(0);

TEST(TranslateStream, EachEventIsItsChunk) {
  const ChunkHead chunk = chunk_head(true);
  EXPECT_EQ(translated(begun + std::string(ping_event) + text_delta_event(0, "Be") +
                           text_delta_event(0, "cause\n") + block_stop_event(0) +
                           message_delta_event("end_turn", 3) + std::string(message_stop_event) +
                           std::string(ping_event),
                       true),
            role_chunk(chunk) + ": ping\n\n" + content_chunk(chunk, "Be") +
                content_chunk(chunk, "cause\n") + finish_chunk(chunk, "stop") +
                usage_chunk(chunk, 25, 3) + std::string(done_event));
}

TEST(TranslateStream, CountsAreCumulativeAndTheLastReasonStands) {
  const ChunkHead chunk = chunk_head(true);
  EXPECT_EQ(translated(begun + message_delta_event("max_tokens", 3) +
                           event("message_delta", R"("delta":{"stop_reason":null},"usage":{)"
                                                  R"("input_tokens":30,"output_tokens":9})") +
                           std::string(message_stop_event),
                       true),
            role_chunk(chunk) + finish_chunk(chunk, "length") + usage_chunk(chunk, 30, 9) +
                std::string(done_event));
}

TEST(TranslateStream, ToolCallsAreCountedApartFromBlocks) {
  const ChunkHead chunk = chunk_head();
  const auto tool = [](int index, const char* id) {
    return event("content_block_start", "\"index\":" + std::to_string(index) +
                                            R"(,"content_block":{"type":"tool_use","id":")" + id +
                                            R"(","name":"f","input":{}})");
  };
  const std::string fragment =
      event("content_block_delta",
            R"("index":1,"delta":{"type":"input_json_delta","partial_json":"{\"q\":1}"})");
  const std::string thought =
      event("content_block_delta", R"("index":0,"delta":{"type":"thinking_delta","thinking":"?"})");
  EXPECT_EQ(translated(begun + thought + block_stop_event(0) + tool(1, "a") + fragment +
                       block_stop_event(1) + tool(2, "b") + block_stop_event(2) +
                       message_delta_event("tool_use", 3) + std::string(message_stop_event)),
            role_chunk(chunk) + tool_chunk(chunk, {0, "a", "f", ""}) +
                tool_chunk(chunk, {0, "", "", "{\"q\":1}"}) + tool_chunk(chunk, {1, "b", "f", ""}) +
                tool_chunk(chunk, {1, "", "", "{}"}) + finish_chunk(chunk, "tool_calls") +
                std::string(done_event));
}

TEST(TranslateStream, AfterAnErrorComesNothing) {
  const ChunkHead chunk = chunk_head();
  EXPECT_EQ(translated(begun + text_delta_event(0, "Be") +
                       anthropic_error_event("overloaded_error", "Overloaded", "req_1") +
                       message_delta_event("end_turn", 3) + std::string(message_stop_event)),
            role_chunk(chunk) + content_chunk(chunk, "Be") +
                error_event("Overloaded", "service_unavailable_error", "server_is_overloaded"));
}

TEST(TranslateStream, AStopReasonWithoutItsStopIsAnEnd) {
  const ChunkHead chunk = chunk_head();
  EXPECT_EQ(translated(begun + text_delta_event(0, "a") + message_delta_event("refusal", 3)),
            role_chunk(chunk) + content_chunk(chunk, "a") + finish_chunk(chunk, "content_filter") +
                std::string(done_event));
  EXPECT_EQ(translated(begun + text_delta_event(0, "a") + block_stop_event(0)),
            role_chunk(chunk) + content_chunk(chunk, "a"));
}

TEST(TranslateStream, AStopWithoutAKnownReasonIsAnError) {
  const std::string start = role_chunk(chunk_head());
  for (const std::string& end : {std::string(), message_delta_event("of_tomorrow", 3)}) {
    const std::string out = translated(begun + end + std::string(message_stop_event));
    EXPECT_EQ(out.substr(0, start.size()), start);
    EXPECT_NE(out.find("\"code\":\"upstream_stream_truncated\""), std::string::npos) << out;
    EXPECT_EQ(out.find("[DONE]"), std::string::npos) << out;
  }
}

TEST(TranslateStream, ABrokenEventSilencesTheRest) {
  const std::string start = role_chunk(chunk_head());
  const std::string rest = text_delta_event(0, "a") + message_delta_event("end_turn", 3) +
                           std::string(message_stop_event);
  EXPECT_EQ(translated(begun + "data: {\"type\":\"content_bl\n\n" + rest), start);
  EXPECT_EQ(translated(begun + text_delta_event(7, "lost") + rest), start);
  EXPECT_EQ(translated(rest), "");
}

}  // namespace
}  // namespace gameday::llm
