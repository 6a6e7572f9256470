#include "load/outcome.hpp"

#include <algorithm>
#include <limits>

#include "http/field_values.hpp"
#include "llm/anthropic.hpp"
#include "llm/chat.hpp"
#include "record/capped.hpp"
#include "rt/error.hpp"

namespace gameday::load {
namespace {

using record::Outcome;

constexpr const char* error_in_200 = "error_in_200";

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
      return error_in_200;
  }
  return "";
}

bool is_2xx(int status) {
  return status / 100 == 2;
}

void note_2xx(record::RequestRecord& record, llm::Dialect dialect, std::string_view body) {
  const llm::AnswerFacts facts =
      dialect == llm::Dialect::openai ? llm::read_answer(body) : llm::read_message(body);
  note_answerer(record, facts.model, facts.completion_tokens);
  record.outcome = facts.defect == llm::AnswerDefect::none ? Outcome::ok : Outcome::bad_payload;
  record.error = to_text(facts.defect);
}

Outcome outcome_of(int status) {
  if (status == 429) {
    return Outcome::http_429;
  }
  // A redirect or worse is no answer to a chat.
  return status / 100 == 4   ? Outcome::http_4xx
         : status / 100 == 5 ? Outcome::http_5xx
                             : Outcome::bad_payload;
}

}  // namespace

void note_answer(record::RequestRecord& record, llm::Dialect dialect,
                 const http::Response& answer) {
  record.status = answer.head.status;
  if (is_2xx(record.status)) {
    note_2xx(record, dialect, answer.body);
    return;
  }
  record.outcome = outcome_of(record.status);
  if (const auto error = llm::read_error(answer.body)) {
    note_error(record, *error);
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
  } else if (error.step == http::Step::connect || error.step == http::Step::tls) {
    record.outcome = Outcome::connect_error;
    record.error = error.ec.message();
  } else {
    record.outcome = Outcome::reset;
  }
}

std::string not_a_stream(const http::Head& head) {
  if (http::is_encoded(head.fields)) {
    return "encoded";  // nobody asked for it
  }
  const std::string_view type = http::media_type(head.fields);
  return type.empty() || http::same_name(type, http::event_stream) ? "" : "not_a_stream";
}

void note_no_stream(record::RequestRecord& record, std::string why, std::string_view body) {
  record.outcome = Outcome::bad_payload;
  record.error = llm::read_error(body) ? error_in_200 : std::move(why);
}

void note_answerer(record::RequestRecord& record, std::string_view model, std::uint64_t tokens) {
  record.model = record::capped(model);
  record.tokens = static_cast<std::uint32_t>(
      std::min<std::uint64_t>(tokens, std::numeric_limits<std::uint32_t>::max()));
}

void note_error(record::RequestRecord& record, const llm::ErrorObject& error) {
  record.error = record::capped(error.code.empty() ? error.type : error.code);
}

}  // namespace gameday::load
