#pragma once
// The blocks of an Anthropic message that are no text: thinking and calls of tools, whole and as
// events of a stream. Source: Anthropic API reference, "Streaming messages", "Extended thinking",
// "Tool use".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "llm/chat.hpp"

namespace gameday {
class JsonWriter;
}

namespace gameday::llm {

void write_thinking(JsonWriter& json, std::string_view thinking);
/// Arguments that are no JSON object become {}: a whole body has no room for half of one.
void write_tool_use(JsonWriter& json, const ToolCall& call);

std::string thinking_start_event(std::uint32_t index);
std::string thinking_delta_event(std::uint32_t index, std::string_view thinking);
/// Before the block's stop: what proves later that the thinking was the model's own.
std::string signature_event(std::uint32_t index);

/// Without its index only where a server is broken, as with a call's id. `input` begins the block:
/// {} as a rule, for fragments bring it.
std::string tool_start_event(std::optional<std::uint32_t> index, const ToolCall& call,
                             std::string_view input);
std::string tool_delta_event(std::optional<std::uint32_t> index, std::string_view fragment);
std::string tool_stop_event(std::optional<std::uint32_t> index);

}  // namespace gameday::llm
