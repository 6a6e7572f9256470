#include <simdjson.h>

#include "llm/anthropic.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

std::string texts_of(const dom::array& blocks) {
  std::string text;
  for (const dom::element block : blocks) {
    std::string_view type;
    std::string_view piece;
    if (block["type"].get(type) == simdjson::SUCCESS && type == "text" &&
        block["text"].get(piece) == simdjson::SUCCESS) {
      text += piece;
    }
  }
  return text;
}

bool is_error(const dom::object& body) {
  std::string_view type;
  dom::element error;
  return (body["type"].get(type) == simdjson::SUCCESS && type == "error") ||
         (body["error"].get(error) == simdjson::SUCCESS && says_error(error));
}

}  // namespace

AnswerFacts read_message(std::string_view body) {
  AnswerFacts facts;
  dom::parser parser;
  dom::object object;
  if (parser.parse(body.data(), body.size()).get(object) != simdjson::SUCCESS) {
    return facts;
  }
  if (std::string_view model; object["model"].get(model) == simdjson::SUCCESS) {
    facts.model = model;
  }
  std::uint64_t tokens = 0;
  if (object["usage"]["output_tokens"].get(tokens) == simdjson::SUCCESS) {
    facts.completion_tokens = tokens;
  }
  if (is_error(object)) {
    facts.defect = AnswerDefect::error_object;
    return facts;
  }
  dom::array blocks;
  if (object["content"].get(blocks) != simdjson::SUCCESS) {
    facts.defect = AnswerDefect::no_choices;
    return facts;
  }
  facts.text = texts_of(blocks);
  std::string_view reason;
  if (object["stop_reason"].get(reason) == simdjson::SUCCESS) {
    facts.finish_reason = reason;
  }
  facts.defect = reason.empty() ? AnswerDefect::no_finish_reason : AnswerDefect::none;
  return facts;
}

}  // namespace gameday::llm
