#pragma once
// OpenAI's streamed answers, written: whole SSE events, `data: JSON` and a blank line.
// Source: OpenAI API reference, "The chat completion chunk object".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gameday::llm {

/// The same on every chunk of a stream.
struct ChunkHead {
  std::string id;
  std::string model;
  std::int64_t created = 0;    // Unix seconds
  bool include_usage = false;  // every chunk says "usage":null, the last but [DONE] the numbers
};

/// A model that says nothing, or only calls tools, begins with null instead of an empty text.
std::string role_chunk(const ChunkHead& head, bool null_content = false);
std::string content_chunk(const ChunkHead& head, std::string_view text);
/// As most servers of reasoning models have it; OpenAI itself does not show any.
std::string reasoning_chunk(const ChunkHead& head, std::string_view text);
std::string refusal_chunk(const ChunkHead& head, std::string_view text);
/// The first delta of a tool call names it, later ones have fragments of its arguments only.
struct ToolDelta {
  std::optional<std::uint32_t> index;  // none: only broken servers leave it out
  std::string_view id;                 // first delta only
  std::string_view name;               // first delta only
  std::string_view arguments;
  bool blank_id = false;  // an id without a letter in it, instead of none
};
std::string tool_chunk(const ChunkHead& head, const ToolDelta& tool);
std::string finish_chunk(const ChunkHead& head, std::string_view reason);
/// Of the prompt's tokens, those that came from a cache are told where there are any.
std::string usage_chunk(const ChunkHead& head, std::uint64_t prompt_tokens,
                        std::uint64_t completion_tokens, std::uint64_t cached_tokens = 0);
/// The same as content_chunk and tool_chunk, appended: nothing is allocated but room in `out`.
void append_content_chunk(std::string& out, const ChunkHead& head, std::string_view text);
void append_tool_chunk(std::string& out, const ChunkHead& head, const ToolDelta& tool);
inline constexpr std::string_view done_event = "data: [DONE]\n\n";
/// The in-band error that both official SDKs raise: an error object as an event.
std::string error_event(std::string_view message, std::string_view type, std::string_view code);
/// `data: ` + text + blank line; `name` adds an `event:` line.
std::string sse_event(std::string_view name, std::string_view data);

}  // namespace gameday::llm
