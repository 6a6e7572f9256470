#include "llm/anthropic_blocks.hpp"

#include <simdjson.h>

#include "base/json_writer.hpp"

namespace gameday::llm {
namespace {

// As long as the short ones are; nobody but the provider can read it.
constexpr std::string_view signature = "RXJVQkNrWUlDUklBR0FnRVNBS0lBUUlETVRBd0FnQQ==";

std::string_view object_or_none(std::string_view arguments) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  const bool whole =
      parser.parse(arguments.data(), arguments.size()).get(object) == simdjson::SUCCESS;
  return whole ? arguments : "{}";
}

void begin_tool_use(JsonWriter& json, const ToolCall& call) {
  json.object().key("type").text("tool_use");
  if (call.id) {
    json.key("id").text(*call.id);
  }
  json.key("name").text(call.name);
}

/// One event of a block; `fill` writes what stands beside its type and index.
template <class Fill>
std::string block_event(std::string_view type, const std::optional<std::uint32_t>& index,
                        Fill&& fill) {
  std::string event = "event: ";
  event.append(type).append("\ndata: ");
  JsonWriter json(event);
  json.object().key("type").text(type);
  if (index) {
    json.key("index").number(*index);
  }
  fill(json);
  json.end();
  return event += "\n\n";
}

/// A delta of one field.
std::string delta_event(const std::optional<std::uint32_t>& index, std::string_view type,
                        std::string_view field, std::string_view value) {
  return block_event("content_block_delta", index, [&](JsonWriter& json) {
    json.key("delta").object().key("type").text(type).key(field).text(value).end();
  });
}

}  // namespace

void write_thinking(JsonWriter& json, std::string_view thinking) {
  json.object().key("type").text("thinking").key("thinking").text(thinking);
  json.key("signature").text(signature).end();
}

void write_tool_use(JsonWriter& json, const ToolCall& call) {
  begin_tool_use(json, call);
  json.key("input").raw(object_or_none(call.arguments)).end();
}

std::string thinking_start_event(std::uint32_t index) {
  return block_event("content_block_start", index, [](JsonWriter& json) {
    json.key("content_block").object().key("type").text("thinking");
    json.key("thinking").text("").key("signature").text("").end();
  });
}

std::string thinking_delta_event(std::uint32_t index, std::string_view thinking) {
  return delta_event(index, "thinking_delta", "thinking", thinking);
}

std::string signature_event(std::uint32_t index) {
  return delta_event(index, "signature_delta", "signature", signature);
}

std::string tool_start_event(std::optional<std::uint32_t> index, const ToolCall& call,
                             std::string_view input) {
  return block_event("content_block_start", index, [&](JsonWriter& json) {
    json.key("content_block");
    begin_tool_use(json, call);
    json.key("input").raw(object_or_none(input)).end();
  });
}

std::string tool_delta_event(std::optional<std::uint32_t> index, std::string_view fragment) {
  return delta_event(index, "input_json_delta", "partial_json", fragment);
}

std::string tool_stop_event(std::optional<std::uint32_t> index) {
  return block_event("content_block_stop", index, [](JsonWriter&) {});
}

}  // namespace gameday::llm
