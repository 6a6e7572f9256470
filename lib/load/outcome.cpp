#include "load/outcome.hpp"

#include "llm/chat.hpp"
#include "llm/error_words.hpp"
#include "rt/error.hpp"

namespace gameday::load {
namespace {

using record::Outcome;

void note_error_object(record::RequestRecord& record, std::string_view body) {
  const auto error = llm::read_error(body);
  if (error) {
    record.error = error->code.empty() ? error->type : error->code;
  }
}

const char* to_text(llm::AnswerDefect defect) {
  switch (defect) {
    case llm::AnswerDefect::none:
      return "";
    case llm::AnswerDefect::not_json:
      return "not_json";
    case llm::AnswerDefect::no_choices:
      return "no_choices";
    case llm::AnswerDefect::no_finish_reason:
      return "no_finish_reason";
    case llm::AnswerDefect::error_object:
      return "error_in_200";
  }
  return "";
}

}  // namespace

void note_answer(record::RequestRecord& record, const http::Response& answer) {
  record.status = answer.head.status;
  if (answer.head.status / 100 == 2) {
    const llm::AnswerFacts facts = llm::read_answer(answer.body);
    record.model = facts.model;
    record.tokens = static_cast<std::uint32_t>(facts.completion_tokens);
    record.outcome = facts.defect == llm::AnswerDefect::none ? Outcome::ok : Outcome::bad_payload;
    record.error = to_text(facts.defect);
    return;
  }
  note_error_object(record, answer.body);
  if (answer.head.status == 429) {
    record.outcome = Outcome::http_429;
  } else if (answer.head.status / 100 == 4) {
    record.outcome = Outcome::http_4xx;
  } else if (answer.head.status / 100 == 5) {
    record.outcome = Outcome::http_5xx;
  } else {
    record.outcome = Outcome::bad_payload;  // a redirect or worse is no answer to a chat
  }
}

void note_failure(record::RequestRecord& record, const http::CallError& error) {
  if (error.ec == rt::IoError::stopped) {
    record.outcome = Outcome::unfinished;
  } else if (error.ec == rt::IoError::timed_out) {
    record.outcome = Outcome::timeout;
  } else if (error.malformed != http::Malformed::none &&
             error.malformed != http::Malformed::truncated) {
    record.outcome = Outcome::bad_payload;
    record.error = http::to_text(error.malformed);
  } else if (error.step == http::Step::connect) {
    record.outcome = Outcome::connect_error;
    record.error = error.ec.message();
  } else {
    record.outcome = Outcome::reset;
  }
}

}  // namespace gameday::load
