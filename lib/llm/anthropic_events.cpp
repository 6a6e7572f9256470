#include <algorithm>
#include <array>

#include <simdjson.h>

#include "llm/event_parts.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// In the order of the values; what stands before is unknown.
constexpr std::array<std::string_view, 9> words = {"",
                                                   "message_start",
                                                   "content_block_start",
                                                   "content_block_delta",
                                                   "content_block_stop",
                                                   "message_delta",
                                                   "message_stop",
                                                   "ping",
                                                   "error"};

MessageEvent event_of(std::string_view word) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == word) {
      return static_cast<MessageEvent>(i);
    }
  }
  return MessageEvent::other;
}

// input_tokens leaves out what came from or went to the cache.
void read_usage(const dom::object& usage, EventFacts& facts) {
  for (const auto [key, value] : usage) {
    if (key == "input_tokens" || key == "cache_creation_input_tokens" ||
        key == "cache_read_input_tokens") {
      facts.prompt_tokens += count_of(value);
      facts.cached_tokens += key == "cache_read_input_tokens" ? count_of(value) : 0;
      facts.prompt_told = facts.prompt_told || (key == "input_tokens" && is_count(value));
    } else if (key == "output_tokens") {
      facts.completion_tokens = count_of(value);
      facts.completion_told = is_count(value);
    }
  }
}

void read_message(const dom::object& message, EventFacts& facts) {
  for (const auto [key, value] : message) {
    if (key == "id") {
      facts.id = text_of(value);
    } else if (key == "model") {
      facts.model = text_of(value);
    } else if (key == "usage") {
      if (dom::object usage; value.get(usage) == simdjson::SUCCESS) {
        read_usage(usage, facts);
      }
    }
  }
  facts.completion_tokens = 0;  // 1 or so: a beginning, no count
  facts.completion_told = false;
}

// {} as a rule, for fragments bring it; some servers have it whole.
void read_input(const dom::element& value, EventFacts& facts) {
  dom::object input;
  if (value.get(input) == simdjson::SUCCESS && input.begin() != input.end()) {
    facts.arguments = simdjson::minify(value);
    facts.content += facts.arguments.size();
  }
}

// A tool call names itself here, before any fragment of its input; a text may begin here.
void read_block(const dom::object& block, EventFacts& facts) {
  for (const auto [key, value] : block) {
    if (key == "type") {
      const std::string_view type = text_of(value);
      facts.tool_use = type == "tool_use";
      facts.delta = facts.delta || facts.tool_use || type == "server_tool_use";
    } else if (key == "id") {
      facts.id = text_of(value);
    } else if (key == "name") {
      facts.name = text_of(value);
    } else if (key == "input") {
      read_input(value, facts);
    } else if (key == "text" || key == "thinking") {
      const std::string_view text = text_of(value);
      facts.delta = facts.delta || !text.empty();
      facts.content += text.size();
      facts.text += key == "text" ? text : std::string_view();
    }
  }
}

// Signatures and citations are no content.
void read_block_delta(const dom::object& delta, EventFacts& facts) {
  for (const auto [key, value] : delta) {
    if (key != "text" && key != "thinking" && key != "partial_json") {
      continue;
    }
    const std::string_view text = text_of(value);
    facts.delta = facts.delta || !text.empty();
    facts.content += text.size();
    if (key == "text") {
      facts.text += text;
    } else if (key == "partial_json") {
      facts.arguments = text;
    }
  }
}

void read_delta(const dom::object& delta, EventFacts& facts) {
  if (facts.message == MessageEvent::content_block_delta) {
    read_block_delta(delta, facts);
    return;
  }
  dom::element reason;
  if (delta["stop_reason"].get(reason) == simdjson::SUCCESS) {
    facts.finish_reason = text_of(reason);
    facts.finish = !facts.finish_reason.empty();
  }
}

void read_field(std::string_view key, const dom::element& value, EventFacts& facts) {
  using Event = MessageEvent;
  const Event event = facts.message;
  if (key == "index") {
    facts.block = static_cast<std::uint32_t>(std::min<std::uint64_t>(count_of(value), UINT32_MAX));
    facts.block_named = true;
    return;
  }
  dom::object object;
  if (value.get(object) != simdjson::SUCCESS) {
    return;
  }
  if (key == "delta" && (event == Event::content_block_delta || event == Event::message_delta)) {
    read_delta(object, facts);
  } else if (key == "message" && event == Event::message_start) {
    read_message(object, facts);
  } else if (key == "content_block" && event == Event::content_block_start) {
    read_block(object, facts);
  } else if (key == "usage" && event == Event::message_delta) {
    facts.usage = true;
    read_usage(object, facts);
  }
}

}  // namespace

void read_anthropic_event(std::string_view name, const dom::object& event, EventFacts& facts) {
  dom::element type;
  const bool typed = event["type"].get(type) == simdjson::SUCCESS;
  facts.message = event_of(typed ? text_of(type) : name);
  for (const auto [key, value] : event) {
    if (key == "error") {
      facts.error = facts.error || says_error(value);
    } else if (key == "object") {  // vLLM
      facts.error = facts.error || text_of(value) == "error";
    } else {
      read_field(key, value, facts);
    }
  }
  facts.error = facts.error || facts.message == MessageEvent::error;
  facts.silent = facts.message == MessageEvent::ping;
  facts.done = facts.message == MessageEvent::message_stop;
}

}  // namespace gameday::llm
