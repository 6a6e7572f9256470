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

void read_delta(const dom::object& delta, EventFacts& facts) {
  for (const auto [key, value] : delta) {
    if (key == "content") {
      const std::string_view text = text_of(value);
      facts.text += text;
      facts.delta = facts.delta || !text.empty() || has_items(value);  // Mistral: a list of parts
    } else if (key == "reasoning_content" || key == "reasoning" || key == "refusal") {
      facts.delta = facts.delta || !text_of(value).empty();
    } else if (key == "tool_calls") {
      facts.delta = facts.delta || has_items(value);
    } else if (key == "function_call" || key == "audio") {
      facts.delta = facts.delta || value.is_object();
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
