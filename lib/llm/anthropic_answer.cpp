#include <simdjson.h>

#include "llm/anthropic.hpp"
#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

std::string texts_of(const dom::array& blocks) {
  std::string text;
  for (const dom::element block : blocks) {
    if (text_in(block, "type") == "text") {
      text += text_in(block, "text");
    }
  }
  return text;
}

bool is_error(const dom::object& body) {
  dom::element error;
  return text_in(body, "type") == "error" ||
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
  facts.model = text_in(object, "model");
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
  facts.finish_reason = text_in(object, "stop_reason");
  facts.defect = facts.finish_reason.empty() ? AnswerDefect::no_finish_reason : AnswerDefect::none;
  return facts;
}

}  // namespace gameday::llm
