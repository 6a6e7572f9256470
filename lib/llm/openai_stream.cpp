#include "llm/openai_stream.hpp"

#include <algorithm>

#include "base/json_writer.hpp"
#include "llm/error_words.hpp"

namespace gameday::llm {
namespace {

// One chunk; `fill_choices` writes what stands in its list of choices.
template <class Fill>
void append_chunk(std::string& event, const ChunkHead& head, std::string_view usage,
                  Fill&& fill_choices) {
  event += "data: ";
  JsonWriter json(event);
  json.object().key("id").text(head.id).key("object").text("chat.completion.chunk");
  json.key("created").number(head.created).key("model").text(head.model);
  json.key("system_fingerprint").text("fp_gameday").key("choices").array();
  fill_choices(json);
  json.end();
  if (!usage.empty()) {
    json.key("usage").raw(usage);
  }
  json.end();
  event += "\n\n";
}

// A chunk of one choice; `fill_delta` writes what stands in its delta.
template <class Fill>
void append_choice(std::string& event, const ChunkHead& head, std::string_view finish_reason,
                   Fill&& fill_delta) {
  append_chunk(event, head, head.include_usage ? "null" : "", [&](JsonWriter& json) {
    json.object().key("index").number(0).key("delta").object();
    fill_delta(json);
    json.end().key("logprobs").null().key("finish_reason");
    if (finish_reason.empty()) {
      json.null();
    } else {
      json.text(finish_reason);
    }
    json.end();
  });
}

template <class Fill>
std::string choice_chunk(const ChunkHead& head, std::string_view finish_reason, Fill&& fill_delta) {
  std::string event;
  append_choice(event, head, finish_reason, fill_delta);
  return event;
}

// Up to the next line end, which is taken off `text` as well. An event has no way to say CR.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<std::size_t>(text.size(), 1));
  return line;
}

}  // namespace

std::string role_chunk(const ChunkHead& head, bool null_content) {
  return choice_chunk(head, "", [&](JsonWriter& json) {
    json.key("role").text("assistant").key("content");
    if (null_content) {
      json.null();
    } else {
      json.text("");
    }
    json.key("refusal").null();
  });
}

std::string content_chunk(const ChunkHead& head, std::string_view text) {
  std::string event;
  append_content_chunk(event, head, text);
  return event;
}

void append_content_chunk(std::string& out, const ChunkHead& head, std::string_view text) {
  append_choice(out, head, "", [&](JsonWriter& json) { json.key("content").text(text); });
}

std::string reasoning_chunk(const ChunkHead& head, std::string_view text) {
  return choice_chunk(head, "",
                      [&](JsonWriter& json) { json.key("reasoning_content").text(text); });
}

std::string refusal_chunk(const ChunkHead& head, std::string_view text) {
  return choice_chunk(head, "", [&](JsonWriter& json) { json.key("refusal").text(text); });
}

std::string tool_chunk(const ChunkHead& head, const ToolDelta& tool) {
  std::string event;
  append_tool_chunk(event, head, tool);
  return event;
}

void append_tool_chunk(std::string& out, const ChunkHead& head, const ToolDelta& tool) {
  append_choice(out, head, "", [&](JsonWriter& json) {
    json.key("tool_calls").array().object();
    if (tool.index) {
      json.key("index").number(*tool.index);
    }
    if (!tool.id.empty() || tool.blank_id) {
      json.key("id").text(tool.id);
    }
    if (!tool.name.empty()) {
      json.key("type").text("function");
    }
    json.key("function").object();
    if (!tool.name.empty()) {
      json.key("name").text(tool.name);
    }
    json.key("arguments").text(tool.arguments).end().end().end();
  });
}

std::string finish_chunk(const ChunkHead& head, std::string_view reason) {
  return choice_chunk(head, reason, [](JsonWriter&) {});
}

std::string usage_chunk(const ChunkHead& head, std::uint64_t prompt_tokens,
                        std::uint64_t completion_tokens, std::uint64_t cached_tokens) {
  std::string usage;
  JsonWriter json(usage);
  json.object().key("prompt_tokens").number(prompt_tokens);
  json.key("completion_tokens").number(completion_tokens);
  json.key("total_tokens").number(prompt_tokens + completion_tokens);
  if (cached_tokens > 0) {
    json.key("prompt_tokens_details").object().key("cached_tokens").number(cached_tokens).end();
  }
  json.end();
  std::string event;
  append_chunk(event, head, usage, [](JsonWriter&) {});
  return event;
}

std::string error_event(std::string_view message, std::string_view type, std::string_view code) {
  return sse_event("", write_error(message, type, "", code));
}

std::string sse_event(std::string_view name, std::string_view data) {
  std::string event;
  event.reserve(data.size() + name.size() + 32);
  if (!name.empty()) {
    event.append("event: ").append(take_line(name)) += '\n';
  }
  do {
    const bool more = data.find_first_of("\r\n") != std::string_view::npos;
    event.append("data: ").append(take_line(data)) += '\n';
    if (!more) {
      break;
    }
  } while (true);
  event += '\n';
  return event;
}

}  // namespace gameday::llm
