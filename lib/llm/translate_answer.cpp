#include <array>

#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/anthropic.hpp"
#include "llm/json_values.hpp"
#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

struct Usage {
  std::uint64_t prompt = 0;  // with what came from the cache or went there
  std::uint64_t cached = 0;
  std::uint64_t completion = 0;
};

Usage read_usage(const dom::object& message) {
  const auto count = [&](const char* name) {
    std::uint64_t number = 0;
    return message["usage"][name].get(number) == simdjson::SUCCESS ? number : 0;
  };
  Usage usage;
  usage.cached = count("cache_read_input_tokens");
  usage.prompt = count("input_tokens") + count("cache_creation_input_tokens") + usage.cached;
  usage.completion = count("output_tokens");
  return usage;
}

void write_tool_calls(JsonWriter& json, const std::vector<dom::element>& calls) {
  json.key("tool_calls").array();
  for (const dom::element& call : calls) {
    dom::element input;
    const bool given = call["input"].get(input) == simdjson::SUCCESS;
    json.object().key("id").text(text_in(call, "id")).key("type").text("function");
    json.key("function").object().key("name").text(text_in(call, "name"));
    json.key("arguments").text(given ? simdjson::minify(input) : "{}").end().end();
  }
  json.end();
}

void write_content(JsonWriter& json, const dom::object& message, std::string_view text) {
  std::vector<dom::element> calls;
  if (dom::array blocks; message["content"].get(blocks) == simdjson::SUCCESS) {
    for (const dom::element block : blocks) {
      if (text_in(block, "type") == "tool_use") {
        calls.push_back(block);
      }
    }
  }
  json.key("message").object().key("role").text("assistant").key("content");
  if (text.empty() && !calls.empty()) {
    json.null();
  } else {
    json.text(text);
  }
  json.key("refusal").null();
  if (!calls.empty()) {
    write_tool_calls(json, calls);
  }
  json.end();
}

}  // namespace

std::string_view to_finish_reason(std::string_view stop_reason) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> table = {{
      {"end_turn", "stop"},
      {"stop_sequence", "stop"},
      {"pause_turn", "stop"},
      {"max_tokens", "length"},
      {"model_context_window_exceeded", "length"},
      {"tool_use", "tool_calls"},
      {"refusal", "content_filter"},
  }};
  for (const auto& [from, to] : table) {
    if (from == stop_reason) {
      return to;
    }
  }
  return {};
}

std::optional<std::string> to_chat_answer(std::string_view message, const AnswerFacts& facts,
                                          std::int64_t created) {
  const std::string_view reason = to_finish_reason(facts.finish_reason);
  dom::parser parser;
  dom::object object;
  if (facts.defect != AnswerDefect::none || reason.empty() ||
      parser.parse(message.data(), message.size()).get(object) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  const Usage usage = read_usage(object);
  std::string body;
  JsonWriter json(body);
  json.object().key("id").text(text_in(object, "id")).key("object").text("chat.completion");
  json.key("created").number(created).key("model").text(facts.model);
  json.key("choices").array().object().key("index").number(0);
  write_content(json, object, facts.text);
  json.key("logprobs").null().key("finish_reason").text(reason).end().end();
  json.key("usage").object().key("prompt_tokens").number(usage.prompt);
  json.key("completion_tokens").number(usage.completion);
  json.key("total_tokens").number(usage.prompt + usage.completion);
  json.key("prompt_tokens_details").object().key("cached_tokens").number(usage.cached).end();
  json.end().end();
  return body;
}

}  // namespace gameday::llm
