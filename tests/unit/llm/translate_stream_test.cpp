#include "llm/translate_stream.hpp"

#include <gtest/gtest.h>

#include "http/sse.hpp"
#include "llm/anthropic.hpp"
#include "llm/anthropic_blocks.hpp"
#include "llm/stream.hpp"
#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

std::string translated(std::string_view wire, bool include_usage = false) {
  http::SseReader reader;
  reader.push(wire);
  StreamWatch watch(Dialect::anthropic, Calls::mended);
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

TEST(TranslateStream, CountsThatNobodyToldAreNotZero) {  // F41
  const ChunkHead chunk = chunk_head(true);
  const std::string prompt = R"(,"usage":{"input_tokens":25,"output_tokens":1})";
  const auto end = [](const char* usage) {
    return event("message_delta", R"("delta":{"stop_reason":"end_turn"})" + std::string(usage)) +
           std::string(message_stop_event);
  };
  const auto started = [](const std::string& usage) {
    return event("message_start",
                 R"("message":{"id":"msg_01","model":"claude-x","content":[])" + usage + '}');
  };
  const std::string plain =
      role_chunk(chunk) + finish_chunk(chunk, "stop") + std::string(done_event);
  for (const char* usage :
       {"", R"(,"usage":null)", R"(,"usage":{})", R"(,"usage":{"output_tokens":null})"}) {
    EXPECT_EQ(translated(started(prompt) + end(usage), true), plain) << usage;
  }
  EXPECT_EQ(translated(started("") + end(R"(,"usage":{"output_tokens":9})"), true), plain);
  EXPECT_EQ(translated(started("") + end(R"(,"usage":{"input_tokens":0,"output_tokens":0})"), true),
            role_chunk(chunk) + finish_chunk(chunk, "stop") + usage_chunk(chunk, 0, 0) +
                std::string(done_event));
}

TEST(TranslateStream, ACountOnceToldStands) {
  const ChunkHead chunk = chunk_head(true);
  EXPECT_EQ(translated(begun + message_delta_event("end_turn", 3) +
                           event("message_delta", R"("delta":{},"usage":{"input_tokens":30})") +
                           std::string(message_stop_event),
                       true),
            role_chunk(chunk) + finish_chunk(chunk, "stop") + usage_chunk(chunk, 30, 3) +
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

TEST(TranslateStream, TokensFromACacheAreToldAsSuch) {
  const ChunkHead chunk = chunk_head(true);
  const std::string out = translated(
      begun +
          event("message_delta", R"("delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":5,)"
                                 R"("cache_read_input_tokens":40,"output_tokens":9})") +
          std::string(message_stop_event),
      true);
  EXPECT_EQ(out, role_chunk(chunk) + finish_chunk(chunk, "stop") + usage_chunk(chunk, 45, 9, 40) +
                     std::string(done_event));
  EXPECT_NE(out.find(R"("prompt_tokens_details":{"cached_tokens":40})"), std::string::npos);
}

// ---- F39: two calls, f and g, with one thing wrong

struct Flaw {
  std::optional<std::uint32_t> second_index = 1;
  std::optional<std::uint32_t> second_fragment = 1;
  std::optional<std::string> first_id = "a";
  std::optional<std::string> second_id = "b";
  std::string second_input = "{}";
  bool text_first = false;
};

std::string two_calls(const Flaw& flaw) {
  const auto index = [&](const std::optional<std::uint32_t>& said) {
    return said ? std::optional(*said + (flaw.text_first ? 1U : 0U)) : std::nullopt;
  };
  const std::string text = text_start_event(0) + text_delta_event(0, "So:") + block_stop_event(0);
  const bool whole = flaw.second_input != "{}";
  return message_start_event(head()) + (flaw.text_first ? text : "") +
         tool_start_event(index(0), {flaw.first_id, "f", ""}, "{}") +
         tool_delta_event(index(0), "{\"q\":") + tool_delta_event(index(0), "1}") +
         tool_stop_event(index(0)) +
         tool_start_event(index(flaw.second_index), {flaw.second_id, "g", ""}, flaw.second_input) +
         (whole ? "" : tool_delta_event(index(flaw.second_fragment), "{}")) +
         tool_stop_event(index(flaw.second_index)) + message_delta_event("tool_use", 3) +
         std::string(message_stop_event);
}

std::string as_chunks(std::string_view first_id, std::string_view second_id, bool text = false,
                      std::string_view second = "{}") {
  const ChunkHead chunk = chunk_head();
  return role_chunk(chunk) + (text ? content_chunk(chunk, "So:") : "") +
         tool_chunk(chunk, {0, first_id, "f", ""}) + tool_chunk(chunk, {0, "", "", "{\"q\":"}) +
         tool_chunk(chunk, {0, "", "", "1}"}) + tool_chunk(chunk, {1, second_id, "g", ""}) +
         tool_chunk(chunk, {1, "", "", second}) + finish_chunk(chunk, "tool_calls") +
         std::string(done_event);
}

TEST(TranslateStream, WhatIsWrongWithCallsIsMendedWhereOneThingIsMeant) {
  const std::string first = made_up_call_id("msg_01", 0);
  const std::string second = made_up_call_id("msg_01", 1);
  for (const bool text : {false, true}) {
    Flaw flaw;
    flaw.text_first = text;
    EXPECT_EQ(translated(two_calls(flaw)), as_chunks("a", "b", text)) << "none";
    flaw.second_index = flaw.second_fragment = 0;
    EXPECT_EQ(translated(two_calls(flaw)), as_chunks("a", "b", text)) << "index_zero";
    flaw.second_index = flaw.second_fragment = std::nullopt;
    EXPECT_EQ(translated(two_calls(flaw)), as_chunks("a", "b", text)) << "no_index";
    flaw = {1, 1, std::nullopt, std::nullopt, "{}", text};
    EXPECT_EQ(translated(two_calls(flaw)), as_chunks(first, second, text)) << "no_id";
    flaw = {1, 1, "", " ", "{}", text};
    EXPECT_EQ(translated(two_calls(flaw)), as_chunks(first, second, text)) << "blank_id";
    flaw = {1, 1, "a", "a", "{}", text};
    EXPECT_EQ(translated(two_calls(flaw)), as_chunks("a", second, text)) << "same_id";
    flaw = {1, 1, "a", "b", R"({"z":2})", text};
    EXPECT_EQ(translated(two_calls(flaw)), as_chunks("a", "b", text, R"({"z":2})")) << "one_chunk";
  }
}

TEST(TranslateStream, WhatMayMeanTwoThingsEndsIt) {
  Flaw flaw;
  flaw.second_fragment = 2;  // wrong_index: was the beginning of a third call lost?
  const std::string out = translated(two_calls(flaw));
  EXPECT_TRUE(out.ends_with(tool_chunk(chunk_head(), {1, "b", "g", ""}))) << out;
  flaw = {0, 0, "a", "a", "{}", false};  // the same call, told twice?
  EXPECT_TRUE(translated(two_calls(flaw)).ends_with(tool_chunk(chunk_head(), {0, "", "", "1}"})));
  const std::string nameless =
      message_start_event(head()) + tool_start_event(0, {"a", "", ""}, "{}");
  EXPECT_EQ(translated(nameless + message_delta_event("tool_use", 3)), role_chunk(chunk_head()));
}

TEST(TranslateStream, ACallWhoseEndNobodyToldHasItsArguments) {
  const ChunkHead chunk = chunk_head();
  EXPECT_EQ(translated(message_start_event(head()) + tool_start_event(0, {"a", "f", ""}, "{}") +
                       message_delta_event("tool_use", 3) + std::string(message_stop_event)),
            role_chunk(chunk) + tool_chunk(chunk, {0, "a", "f", ""}) +
                tool_chunk(chunk, {0, "", "", "{}"}) + finish_chunk(chunk, "tool_calls") +
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
