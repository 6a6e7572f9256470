#include <algorithm>

#include <simdjson.h>

#include "llm/event_parts.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// A router that fails after it has begun says so in the choice.
constexpr std::string_view router_failure = "error";

bool has_items(const dom::element& value) {
  dom::array items;
  return value.get(items) == simdjson::SUCCESS && items.begin() != items.end();
}

/// Of whatever a list of parts or of calls holds: what was generated, and not what it is called.
std::uint64_t bytes_in(const dom::element& value) {
  std::uint64_t bytes = 0;
  if (dom::array items; value.get(items) == simdjson::SUCCESS) {
    for (const dom::element item : items) {
      bytes += bytes_in(item);
    }
  } else if (dom::object object; value.get(object) == simdjson::SUCCESS) {
    for (const auto [key, inner] : object) {
      const bool generated =
          key == "arguments" || key == "input" || key == "text" || key == "thinking";
      bytes += generated || !inner.is_string() ? bytes_in(inner) : 0;
    }
  } else {
    bytes = text_of(value).size();
  }
  return bytes;
}

/// Whether a field of a delta gives the reader something.
bool is_content(std::string_view key, const dom::element& value) {
  if (key == "content") {
    return !text_of(value).empty() || has_items(value);  // Mistral: a list of parts
  }
  if (key == "reasoning_content" || key == "reasoning" || key == "refusal") {
    return !text_of(value).empty();
  }
  return key == "tool_calls" ? has_items(value)
                             : (key == "function_call" || key == "audio") && value.is_object();
}

void read_delta(const dom::object& delta, EventFacts& facts) {
  for (const auto [key, value] : delta) {
    if (!is_content(key, value)) {
      continue;
    }
    facts.delta = true;
    facts.content += bytes_in(value);
    if (key == "content") {
      facts.text += text_of(value);
    }
  }
}

void read_finish(std::string_view reason, std::uint32_t index, EventFacts& facts) {
  if (reason.empty()) {
    return;
  }
  if (facts.finish_reason.empty()) {
    facts.finish_reason = reason;
  }
  if (reason == router_failure) {
    facts.error = true;
    return;
  }
  facts.finish = true;
  facts.finished.push_back(index);
}

void read_choice(const dom::object& choice, EventFacts& facts) {
  std::uint32_t index = 0;
  std::string_view reason;
  for (const auto [key, value] : choice) {
    if (key == "index") {
      index = static_cast<std::uint32_t>(std::min<std::uint64_t>(count_of(value), UINT32_MAX));
    } else if (key == "finish_reason") {
      reason = text_of(value);
    } else if (key == "delta") {
      if (dom::object delta; value.get(delta) == simdjson::SUCCESS) {
        read_delta(delta, facts);
      }
    } else if (key == "error" && says_error(value)) {
      facts.error = true;
      facts.what = read_error("{\"error\":" + simdjson::minify(value) + "}").value_or(facts.what);
    }
  }
  facts.choices.push_back(index);
  read_finish(reason, index, facts);
}

void read_usage(const dom::object& usage, EventFacts& facts) {
  facts.usage = true;
  for (const auto [key, value] : usage) {
    if (key == "prompt_tokens") {
      facts.prompt_tokens = count_of(value);
      facts.prompt_told = is_count(value);
    } else if (key == "completion_tokens") {
      facts.completion_tokens = count_of(value);
      facts.completion_told = is_count(value);
    }
  }
}

}  // namespace

void read_openai_event(const dom::object& event, EventFacts& facts) {
  for (const auto [key, value] : event) {
    if (key == "choices") {
      dom::array choices;
      if (value.get(choices) != simdjson::SUCCESS) {
        continue;
      }
      for (const dom::element item : choices) {
        if (dom::object choice; item.get(choice) == simdjson::SUCCESS) {
          read_choice(choice, facts);
        }
      }
    } else if (key == "model") {
      facts.model = text_of(value);
    } else if (key == "usage") {
      if (dom::object usage; value.get(usage) == simdjson::SUCCESS) {
        read_usage(usage, facts);
      }
    } else if (key == "error") {
      facts.error = facts.error || says_error(value);
    } else if (key == "object" || key == "type") {  // vLLM; the Responses API
      facts.error = facts.error || text_of(value) == "error";
    }
  }
}

}  // namespace gameday::llm
