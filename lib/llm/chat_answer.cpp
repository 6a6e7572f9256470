#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/chat.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// A router that fails after it has begun says so in the choice.
constexpr std::string_view router_failure = "error";

// What a parser has taken for a large answer (about ten times its size) it gives back.
constexpr std::size_t kept_most = 64 * 1024;

AnswerDefect read_choice(const dom::element& choice, std::string& finish, std::string& text) {
  std::string_view reason;
  if (choice["finish_reason"].get(reason) != simdjson::SUCCESS || reason.empty()) {
    return AnswerDefect::no_finish_reason;
  }
  finish = reason;
  if (std::string_view content; choice["message"]["content"].get(content) == simdjson::SUCCESS) {
    text = content;
  }
  return reason == router_failure ? AnswerDefect::error_object : AnswerDefect::none;
}

bool holds_something(const dom::element& value) {
  if (std::string_view text; value.get(text) == simdjson::SUCCESS) {
    return !text.empty();
  }
  if (dom::array items; value.get(items) == simdjson::SUCCESS) {
    return items.begin() != items.end();
  }
  return value.is_object();
}

bool says_something(const dom::element& choice) {
  std::string_view reason;
  if (choice["finish_reason"].get(reason) == simdjson::SUCCESS && reason != "stop") {
    return true;  // cut off, filtered: empty, but an answer
  }
  for (const char* name : {"content", "refusal", "reasoning_content", "reasoning", "tool_calls",
                           "function_call", "audio"}) {
    dom::element part;
    if (choice["message"][name].get(part) == simdjson::SUCCESS && holds_something(part)) {
      return true;
    }
  }
  return false;
}

AnswerDefect read_choices(const dom::object& body, AnswerFacts& facts) {
  dom::array choices;
  if (body["choices"].get(choices) != simdjson::SUCCESS || choices.size() == 0) {
    return AnswerDefect::no_choices;
  }
  bool first = true;
  for (const dom::element choice : choices) {
    std::string finish;
    std::string text;
    const AnswerDefect defect = read_choice(choice, finish, text);
    facts.empty = facts.empty && !says_something(choice);
    if (first) {
      facts.finish_reason = std::move(finish);
      facts.text = std::move(text);
      first = false;
    }
    if (defect != AnswerDefect::none) {
      return defect;
    }
  }
  return AnswerDefect::none;
}

void write_text_or_null(JsonWriter& json, std::string_view key, std::string_view text,
                        bool is_null) {
  json.key(key);
  if (is_null) {
    json.null();
  } else {
    json.text(text);
  }
}

void write_calls(JsonWriter& json, const std::vector<ToolCall>& calls) {
  if (calls.empty()) {
    return;
  }
  json.key("tool_calls").array();
  for (const ToolCall& call : calls) {
    json.object();
    if (call.id) {
      json.key("id").text(*call.id);
    }
    json.key("type").text("function").key("function").object().key("name").text(call.name);
    json.key("arguments").text(call.arguments).end().end();
  }
  json.end();
}

void write_usage(JsonWriter& json, const ChatAnswer& answer) {
  json.key("usage").object().key("prompt_tokens").number(answer.prompt_tokens);
  json.key("completion_tokens").number(answer.completion_tokens);
  json.key("total_tokens").number(answer.prompt_tokens + answer.completion_tokens);
  json.key("prompt_tokens_details").object().key("cached_tokens").number(0);
  json.key("audio_tokens").number(0).end();
  json.key("completion_tokens_details").object();
  json.key("reasoning_tokens").number(answer.reasoning_tokens);
  json.key("audio_tokens").number(0).key("accepted_prediction_tokens").number(0);
  json.key("rejected_prediction_tokens").number(0).end().end();
}

AnswerFacts facts_by(dom::parser& parser, std::string_view body) {
  AnswerFacts facts;
  dom::object object;
  if (parser.parse(body.data(), body.size()).get(object) != simdjson::SUCCESS) {
    return facts;
  }
  facts.model = text_in(object, "model");
  if (dom::object usage; object["usage"].get(usage) == simdjson::SUCCESS) {
    facts.prompt_tokens = count_in(usage, "prompt_tokens");
    facts.completion_tokens = count_in(usage, "completion_tokens");
  }
  dom::element error;
  if (object["error"].get(error) == simdjson::SUCCESS && says_error(error)) {
    facts.defect = AnswerDefect::error_object;
    return facts;
  }
  facts.defect = read_choices(object, facts);
  return facts;
}

}  // namespace

std::string write_chat_answer(const ChatAnswer& answer) {
  std::string body;
  JsonWriter json(body);
  json.object().key("id").text(answer.id).key("object").text("chat.completion");
  json.key("created").number(answer.created).key("model").text(answer.model);
  json.key("choices").array().object().key("index").number(0);
  json.key("message").object().key("role").text("assistant");
  write_text_or_null(json, "content", answer.text, answer.null_text);
  if (!answer.reasoning.empty()) {
    json.key("reasoning_content").text(answer.reasoning);
  }
  write_text_or_null(json, "refusal", answer.refusal, answer.refusal.empty());
  write_calls(json, answer.calls);
  json.key("annotations").array().end().end();
  json.key("logprobs").null().key("finish_reason").text(answer.finish_reason).end().end();
  write_usage(json, answer);
  json.key("service_tier").text("default").key("system_fingerprint").text("fp_gameday").end();
  return body;
}

AnswerFacts read_answer(std::string_view body) {
  dom::parser parser;
  return facts_by(parser, body);
}

struct AnswerReader::Memory {
  dom::parser parser;
};

AnswerReader::AnswerReader() : memory_(std::make_unique<Memory>()) {}
AnswerReader::~AnswerReader() = default;

AnswerFacts AnswerReader::read(std::string_view body) {
  AnswerFacts facts = facts_by(memory_->parser, body);
  if (body.size() > kept_most) {
    memory_->parser = dom::parser();
  }
  return facts;
}

}  // namespace gameday::llm
