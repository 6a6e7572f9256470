#include "faults/insertion.hpp"

#include "llm/anthropic.hpp"
#include "llm/dialect_answers.hpp"
#include "llm/openai_stream.hpp"

namespace gameday::faults {
namespace {

llm::Dialect spoken(const AnswerHead& head) {
  return head.dialect.value_or(llm::Dialect::openai);
}

/// A line break in a comment would end it, a CR as well: each line gets a colon of its own.
std::string comment(std::string_view text) {
  std::string block = ": ";
  for (const char letter : text) {
    block += letter;
    block += letter == '\n' || letter == '\r' ? ": " : "";
  }
  return block + "\n\n";
}

}  // namespace

std::string inserted_text(const Insert& insert, const AnswerHead& head) {
  switch (insert.what) {
    case Insert::What::comment:
      return comment(insert.text);
    case Insert::What::ping:
      return std::string(llm::ping_event);
    case Insert::What::event:
      return llm::sse_event(insert.name, insert.text);
    case Insert::What::bytes:
    case Insert::What::wire:
      return insert.text;
    case Insert::What::replay:
      return {};
    case Insert::What::error:
      break;
  }
  return llm::error_as_event(spoken(head), insert.name, insert.form, head.id, head.model);
}

std::string error_body(const Insert& insert, const AnswerHead& head) {
  return llm::true_error(spoken(head), insert.name, head.id, {}, head.model).body;
}

bool is_event(const Insert& insert) {
  return insert.what == Insert::What::error || insert.what == Insert::What::event ||
         insert.what == Insert::What::replay;
}

bool needs_stream(const Insert& insert) {
  return insert.what != Insert::What::bytes && insert.what != Insert::What::wire;
}

}  // namespace gameday::faults
