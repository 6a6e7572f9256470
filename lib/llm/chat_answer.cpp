#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/chat.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// A router that fails after it has begun says so in the choice.
constexpr std::string_view router_failure = "error";

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

}  // namespace

std::string write_chat_answer(const ChatAnswer& answer) {
  std::string body;
  JsonWriter json(body);
  json.object().key("id").text(answer.id).key("object").text("chat.completion");
  json.key("created").number(answer.created).key("model").text(answer.model);
  json.key("choices").array().object().key("index").number(0);
  json.key("message").object().key("role").text("assistant").key("content").text(answer.text);
  json.key("refusal").null().key("annotations").array().end().end();
  json.key("logprobs").null().key("finish_reason").text(answer.finish_reason).end().end();
  json.key("usage").object().key("prompt_tokens").number(answer.prompt_tokens);
  json.key("completion_tokens").number(answer.completion_tokens);
  json.key("total_tokens").number(answer.prompt_tokens + answer.completion_tokens);
  json.key("prompt_tokens_details").object().key("cached_tokens").number(0);
  json.key("audio_tokens").number(0).end();
  json.key("completion_tokens_details").object().key("reasoning_tokens").number(0);
  json.key("audio_tokens").number(0).key("accepted_prediction_tokens").number(0);
  json.key("rejected_prediction_tokens").number(0).end().end();
  json.key("service_tier").text("default").key("system_fingerprint").text("fp_gameday").end();
  return body;
}

AnswerFacts read_answer(std::string_view body) {
  AnswerFacts facts;
  dom::parser parser;
  dom::object object;
  if (parser.parse(body.data(), body.size()).get(object) != simdjson::SUCCESS) {
    return facts;
  }
  facts.model = text_in(object, "model");
  std::uint64_t tokens = 0;
  if (object["usage"]["completion_tokens"].get(tokens) == simdjson::SUCCESS) {
    facts.completion_tokens = tokens;
  }
  dom::element error;
  if (object["error"].get(error) == simdjson::SUCCESS && says_error(error)) {
    facts.defect = AnswerDefect::error_object;
    return facts;
  }
  facts.defect = read_choices(object, facts);
  return facts;
}

}  // namespace gameday::llm
