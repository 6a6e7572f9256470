#pragma once
// Anthropic's Messages, written and read: requests, unary answers, events of a streamed one.
// Source: Anthropic API reference, "Messages", "Streaming messages". No I/O.
//
// RequestFacts of llm/chat.hpp hold for both dialects: `system`, strings and text blocks are all
// counted. This API requires `max_tokens`: whoever answers says 400 where the facts have none.

#include <cstdint>
#include <string>
#include <string_view>

#include "llm/chat.hpp"

namespace gameday::llm {

/// `anthropic-version`: the one that nearly all deployed code sends, and that all here is written
/// for.
inline constexpr std::string_view anthropic_version = "2023-06-01";

/// `max_tokens` is 1024 where the request names none: the API would refuse it.
std::string write_messages_request(const ChatRequest& request);

struct MessageAnswer {
  std::string id;  // msg_…
  std::string model;
  std::string thinking;     // a block before the text; empty: none
  std::string text;         // empty: no block at all
  bool empty_text = false;  // … but one without any text
  std::vector<ToolCall> calls;
  std::string stop_reason = "end_turn";
  std::uint64_t input_tokens = 0;
  std::uint64_t output_tokens = 0;
};
std::string write_message(const MessageAnswer& answer);

/// AnswerFacts as for OpenAI. no_choices: no list of content blocks (an empty one is well);
/// no_finish_reason: no stop reason. finish_reason is the stop_reason as it stands, text that of
/// all text blocks.
AnswerFacts read_message(std::string_view body);

/// The events of a streamed answer, whole SSE blocks, `event:` line included, in their order:
/// message_start, for each block start, deltas and stop, message_delta, message_stop. The first
/// takes id, model and input tokens of `answer` and nothing else.
std::string message_start_event(const MessageAnswer& answer);
/// (What is no text: llm/anthropic_blocks.hpp.)
std::string text_start_event(std::uint32_t index);
std::string text_delta_event(std::uint32_t index, std::string_view text);
std::string block_stop_event(std::uint32_t index);
std::string message_delta_event(std::string_view stop_reason, std::uint64_t output_tokens);
inline constexpr std::string_view message_stop_event =
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
inline constexpr std::string_view ping_event = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

/// {"type":"error","error":{…},"request_id":…}; `code` stands in `details`, empty: null.
std::string write_anthropic_error(std::string_view type, std::string_view message,
                                  std::string_view code, std::string_view request_id);
/// The same as the event that ends a stream.
std::string anthropic_error_event(std::string_view type, std::string_view message,
                                  std::string_view request_id);

}  // namespace gameday::llm
