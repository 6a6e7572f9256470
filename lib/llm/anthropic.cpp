#include "llm/anthropic.hpp"

#include "base/json_writer.hpp"
#include "llm/anthropic_blocks.hpp"

namespace gameday::llm {
namespace {

constexpr std::uint32_t usual_max_tokens = 1024;  // what the API's own examples ask for

void write_usage(JsonWriter& json, const MessageAnswer& answer, std::uint64_t output_tokens) {
  json.key("usage").object().key("input_tokens").number(answer.input_tokens);
  json.key("cache_creation_input_tokens").number(0).key("cache_read_input_tokens").number(0);
  json.key("output_tokens").number(output_tokens).key("service_tier").text("standard").end();
}

void begin_message(JsonWriter& json, const MessageAnswer& answer) {
  json.object().key("id").text(answer.id).key("type").text("message");
  json.key("role").text("assistant").key("model").text(answer.model).key("content").array();
}

}  // namespace

std::string write_messages_request(const ChatRequest& request) {
  std::string body;
  JsonWriter json(body);
  json.object().key("model").text(request.model);
  json.key("max_tokens").number(request.max_tokens.value_or(usual_max_tokens));
  if (!request.system.empty()) {
    json.key("system").text(request.system);
  }
  const std::string marker = request.marker ? to_text(*request.marker) : std::string();
  json.key("messages").array().object().key("role").text("user");
  json.key("content").text(request.prompt + marker).end().end();
  if (request.stream) {
    json.key("stream").boolean(true);
  }
  json.end();
  return body;
}

std::string write_message(const MessageAnswer& answer) {
  std::string body;
  JsonWriter json(body);
  begin_message(json, answer);
  if (!answer.thinking.empty()) {
    write_thinking(json, answer.thinking);
  }
  if (!answer.text.empty() || answer.empty_text) {
    json.object().key("type").text("text").key("text").text(answer.text).end();
  }
  for (const ToolCall& call : answer.calls) {
    write_tool_use(json, call);
  }
  json.end().key("stop_reason").text(answer.stop_reason).key("stop_sequence").null();
  write_usage(json, answer, answer.output_tokens);
  json.end();
  return body;
}

std::string message_start_event(const MessageAnswer& answer) {
  std::string event = "event: message_start\ndata: ";
  JsonWriter json(event);
  json.object().key("type").text("message_start").key("message");
  begin_message(json, answer);
  json.end().key("stop_reason").null().key("stop_sequence").null();
  write_usage(json, answer, 1);  // as the API does: what has been made so far
  json.end().end();
  return event += "\n\n";
}

std::string text_start_event(std::uint32_t index) {
  std::string event = "event: content_block_start\ndata: ";
  JsonWriter json(event);
  json.object().key("type").text("content_block_start").key("index").number(index);
  json.key("content_block").object().key("type").text("text").key("text").text("").end().end();
  return event += "\n\n";
}

std::string text_delta_event(std::uint32_t index, std::string_view text) {
  std::string event = "event: content_block_delta\ndata: ";
  JsonWriter json(event);
  json.object().key("type").text("content_block_delta").key("index").number(index);
  json.key("delta").object().key("type").text("text_delta").key("text").text(text).end().end();
  return event += "\n\n";
}

std::string block_stop_event(std::uint32_t index) {
  std::string event = "event: content_block_stop\ndata: ";
  JsonWriter json(event);
  json.object().key("type").text("content_block_stop").key("index").number(index).end();
  return event += "\n\n";
}

std::string message_delta_event(std::string_view stop_reason, std::uint64_t output_tokens) {
  std::string event = "event: message_delta\ndata: ";
  JsonWriter json(event);
  json.object().key("type").text("message_delta").key("delta").object();
  json.key("stop_reason").text(stop_reason).key("stop_sequence").null().end();
  json.key("usage").object().key("output_tokens").number(output_tokens).end().end();
  return event += "\n\n";
}

std::string write_anthropic_error(std::string_view type, std::string_view message,
                                  std::string_view code, std::string_view request_id) {
  std::string body;
  JsonWriter json(body);
  json.object().key("type").text("error").key("error").object().key("details");
  if (code.empty()) {
    json.null();
  } else {
    json.object().key("error_code").text(code).end();
  }
  json.key("type").text(type).key("message").text(message).end();
  json.key("request_id").text(request_id).end();
  return body;
}

std::string anthropic_error_event(std::string_view type, std::string_view message,
                                  std::string_view request_id) {
  return "event: error\ndata: " + write_anthropic_error(type, message, "", request_id) + "\n\n";
}

}  // namespace gameday::llm
