#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include <simdjson.h>

#include "base/hash.hpp"
#include "base/json_writer.hpp"
#include "llm/anthropic.hpp"
#include "llm/blank.hpp"
#include "llm/json_values.hpp"
#include "llm/openai_fields.hpp"
#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

struct Usage {
  std::uint64_t prompt = 0;  // with what came from the cache or went there
  std::uint64_t cached = 0;
  std::uint64_t completion = 0;
};

/// Nothing unless both counts were told: what nobody knows is not 0.
std::optional<Usage> read_usage(const dom::object& message) {
  const auto count = [&](const char* name) {
    std::uint64_t number = 0;
    const bool told = message["usage"][name].get(number) == simdjson::SUCCESS;
    return told ? std::optional(number) : std::nullopt;
  };
  const auto fresh = count("input_tokens");
  const auto completion = count("output_tokens");
  if (!fresh || !completion) {
    return std::nullopt;
  }
  Usage usage;
  usage.cached = count("cache_read_input_tokens").value_or(0);
  usage.prompt = *fresh + count("cache_creation_input_tokens").value_or(0) + usage.cached;
  usage.completion = *completion;
  return usage;
}

struct Call {
  std::string id;
  std::string_view name;
  std::string arguments;  // JSON
};

struct Calls {
  std::vector<Call> list;
  std::set<std::string> ids;  // of those
};

/// False: nobody can know what is meant.
bool read_call(const dom::element& block, std::string_view answer_id, Calls& calls) {
  Call call;
  call.id = text_in(block, "id");
  call.name = text_in(block, "name");
  if (is_blank(call.id) || !calls.ids.insert(call.id).second) {
    call.id = made_up_call_id(answer_id, calls.list.size());
    calls.ids.insert(call.id);
  }
  dom::element input;
  const bool given = block["input"].get(input) == simdjson::SUCCESS && !input.is_null();
  if (call.name.empty() || (given && !input.is_object())) {
    return false;
  }
  call.arguments = given ? simdjson::minify(input) : "{}";
  calls.list.push_back(std::move(call));
  return true;
}

bool read_calls(const dom::object& message, Calls& calls) {
  dom::array blocks;
  if (message["content"].get(blocks) != simdjson::SUCCESS) {
    return false;
  }
  const std::string_view id = text_in(message, "id");
  return std::all_of(blocks.begin(), blocks.end(), [&](const dom::element& block) {
    return text_in(block, "type") != "tool_use" || read_call(block, id, calls);
  });
}

void write_tool_calls(JsonWriter& json, const std::vector<Call>& calls) {
  json.key("tool_calls").array();
  for (const Call& call : calls) {
    json.object().key("id").text(call.id).key("type").text("function");
    json.key("function").object().key("name").text(call.name);
    json.key("arguments").text(call.arguments).end().end();
  }
  json.end();
}

void write_content(JsonWriter& json, std::string_view text, const std::vector<Call>& calls) {
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

void write_usage(JsonWriter& json, const Usage& usage) {
  json.key("usage").object().key("prompt_tokens").number(usage.prompt);
  json.key("completion_tokens").number(usage.completion);
  json.key("total_tokens").number(usage.prompt + usage.completion);
  json.key("prompt_tokens_details").object().key("cached_tokens").number(usage.cached).end();
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

std::string made_up_call_id(std::string_view answer_id, std::uint64_t call) {
  return "call_" + hex16(hash64("llm/call_id", answer_id, call));
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
  Calls calls;
  if (!read_calls(object, calls)) {
    return std::nullopt;
  }
  std::string body;
  JsonWriter json(body);
  json.object().key("id").text(text_in(object, "id")).key("object").text("chat.completion");
  json.key("created").number(created).key("model").text(facts.model);
  json.key("choices").array().object().key("index").number(0);
  write_content(json, facts.text, calls.list);
  json.key("logprobs").null().key("finish_reason").text(reason).end().end();
  if (const auto usage = read_usage(object)) {
    write_usage(json, *usage);
  }
  json.end();
  return body;
}

}  // namespace gameday::llm
