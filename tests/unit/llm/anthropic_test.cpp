#include "llm/anthropic.hpp"

#include <gtest/gtest.h>

namespace gameday::llm {
namespace {

TEST(MessagesRequest, IsReadAsItWasWritten) {
  ChatRequest request;
  request.model = "claude-x";
  request.system = "Be \"brief\".";
  request.prompt = "Why?\n";
  request.marker = Marker{0x9f3c, 107};
  const std::string body = write_messages_request(request);
  EXPECT_EQ(body, R"({"model":"claude-x","max_tokens":1024,"system":"Be \"brief\".",)"
                  R"("messages":[{"role":"user","content":"Why?\n [gd:9f3c:00002z]"}]})");
  const RequestFacts facts = read_request_facts(body);
  EXPECT_EQ(facts.model, "claude-x");
  EXPECT_FALSE(facts.stream);
  EXPECT_TRUE(facts.has_messages);
  EXPECT_EQ(facts.max_tokens, 1024U);
  EXPECT_EQ(facts.prompt_bytes, 11 + 5 + marker_size);
  request.stream = true;
  request.max_tokens = 40;
  const RequestFacts streamed = read_request_facts(write_messages_request(request));
  EXPECT_TRUE(streamed.stream);
  EXPECT_EQ(streamed.max_tokens, 40U);
}

TEST(RequestFacts, CountsAnthropicsBlocksWhereverTheyStand) {
  const RequestFacts facts = read_request_facts(
      R"({"system":[{"type":"text","text":"two","cache_control":{"type":"ephemeral"}},)"
      R"({"type":"text","text":"six"}],"messages":[{"role":"user","content":[)"
      R"({"type":"image","source":{"type":"url","url":"x"}},{"type":"text","text":"four"},)"
      R"({"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"seven"}]},)"
      R"({"type":"tool_result","tool_use_id":"u","content":"eight"}]}]})");
  EXPECT_TRUE(facts.has_messages);
  EXPECT_EQ(facts.prompt_bytes, 3 + 3 + 4 + 5 + 5U);
  EXPECT_EQ(facts.max_tokens, std::nullopt);
  EXPECT_FALSE(read_request_facts(R"({"system":"s","messages":[]})").has_messages);
}

TEST(Message, IsReadAsItWasWritten) {
  MessageAnswer answer;
  answer.id = "msg_01";
  answer.model = "claude-x";
  answer.text = "Because.";
  answer.stop_reason = "max_tokens";
  answer.input_tokens = 25;
  answer.output_tokens = 2;
  EXPECT_EQ(write_message(answer),
            R"({"id":"msg_01","type":"message","role":"assistant","model":"claude-x",)"
            R"("content":[{"type":"text","text":"Because."}],"stop_reason":"max_tokens",)"
            R"("stop_sequence":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":0,)"
            R"("cache_read_input_tokens":0,"output_tokens":2,"service_tier":"standard"}})");
  const AnswerFacts facts = read_message(write_message(answer));
  EXPECT_EQ(facts.defect, AnswerDefect::none);
  EXPECT_EQ(facts.model, "claude-x");
  EXPECT_EQ(facts.finish_reason, "max_tokens");
  EXPECT_EQ(facts.completion_tokens, 2U);
  EXPECT_EQ(facts.text, "Because.");
}

struct Body {
  const char* body;
  AnswerDefect defect;
};

TEST(Message, NamesWhatIsWrongWithA200) {
  const Body table[] = {
      {"<html>", AnswerDefect::not_json},
      {R"({"type":"message","content":[],"stop_reason":"end_turn")", AnswerDefect::not_json},
      {R"([{"content":[],"stop_reason":"end_turn"}])", AnswerDefect::not_json},
      {R"({"type":"message","stop_reason":"end_turn"})", AnswerDefect::no_choices},
      {R"({"content":"text","stop_reason":"end_turn"})", AnswerDefect::no_choices},
      {R"({"content":[],"stop_reason":null})", AnswerDefect::no_finish_reason},
      {R"({"content":[]})", AnswerDefect::no_finish_reason},
      {R"({"content":[],"stop_reason":""})", AnswerDefect::no_finish_reason},
      {R"({"type":"error","error":{"type":"api_error","message":"m"}})",
       AnswerDefect::error_object},
      {R"({"error":{"message":"m"},"content":[],"stop_reason":"end_turn"})",
       AnswerDefect::error_object},
      {R"({"content":[],"stop_reason":"end_turn"})", AnswerDefect::none},
      {R"({"error":"","content":[],"stop_reason":"end_turn"})", AnswerDefect::none},
      {R"({"content":[{"type":"thinking","thinking":"h"},7],"stop_reason":"x"})",
       AnswerDefect::none},
  };
  for (const Body& row : table) {
    EXPECT_EQ(read_message(row.body).defect, row.defect) << row.body;
  }
}

TEST(Message, TextOfAllTextBlocksAndNoOther) {
  EXPECT_EQ(read_message(R"({"content":[{"type":"text","text":"a"},{"type":"thinking","text":"-"},)"
                         R"({"type":"text","text":"b"}],"stop_reason":"end_turn"})")
                .text,
            "ab");
}

// The order and the bytes of "Streaming messages".
TEST(Events, StandAsTheApiWritesThem) {
  MessageAnswer answer;
  answer.id = "msg_01";
  answer.model = "claude-x";
  answer.text = "not yet";
  answer.input_tokens = 25;
  EXPECT_EQ(
      message_start_event(answer),
      "event: message_start\ndata: "
      R"({"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant",)"
      R"("model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{)"
      R"("input_tokens":25,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,)"
      R"("output_tokens":1,"service_tier":"standard"}}})"
      "\n\n");
  EXPECT_EQ(text_start_event(0),
            "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
            "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
  EXPECT_EQ(text_delta_event(1, "a\nb"),
            "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,"
            "\"delta\":{\"type\":\"text_delta\",\"text\":\"a\\nb\"}}\n\n");
  EXPECT_EQ(block_stop_event(0),
            "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n");
  EXPECT_EQ(message_delta_event("end_turn", 17),
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
            "\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":17}}\n\n");
  EXPECT_EQ(anthropic_error_event("overloaded_error", "Overloaded", "req_1"),
            "event: error\ndata: {\"type\":\"error\",\"error\":{\"details\":null,\"type\":"
            "\"overloaded_error\",\"message\":\"Overloaded\"},\"request_id\":\"req_1\"}\n\n");
}

}  // namespace
}  // namespace gameday::llm
