#include "faults/answer.hpp"

#include "faults/limit_words.hpp"
#include "llm/dialect_answers.hpp"

namespace gameday::faults {
namespace {

using Source = Respond::Source;
using Kind = RetryAfterHint::Kind;

constexpr int ok = 200;

bool is_limit(const Respond& respond) {
  if (respond.source == Source::error) {
    return respond.text == "rate-limit" || respond.text == "slow-down";
  }
  return respond.source == Source::status && respond.status == 429;
}

llm::TrueAnswer own_body(const Respond& respond, std::string_view content_type) {
  llm::TrueAnswer answer;
  answer.body = respond.text;
  answer.head = http::response_of(respond.status != 0 ? respond.status : ok, content_type,
                                  answer.body.size());
  return answer;
}

std::string_view shape_of(const Respond& respond, const AnswerTo& to) {
  return respond.text != "asked" ? std::string_view(respond.text)
         : to.streamed           ? "stream"
                                 : "unary";
}

/// `HTTP/1.1 503 …`; 0: it is no such line.
int status_said(std::string_view wire) {
  const std::size_t blank = wire.find(' ');
  if (!wire.starts_with("HTTP/") || blank == std::string_view::npos) {
    return 0;
  }
  const auto status = parse_count(wire.substr(blank + 1, 3));
  return status ? static_cast<int>(*status.value) : 0;
}

llm::TrueAnswer from_source(const Respond& respond, const AnswerTo& to,
                            std::optional<Duration> hint) {
  const llm::Dialect dialect = respond.dialect.value_or(to.dialect);
  switch (respond.source) {
    case Source::error:
      return llm::true_error(dialect, respond.text, to.id, hint, to.model, to.wall);
    case Source::page:
      return llm::page_answer(respond.text, to.id, dialect);
    case Source::json:
      return own_body(respond, "application/json");
    case Source::body:
      return own_body(respond, "text/plain");
    case Source::completion:
      return llm::canned_completion(dialect, shape_of(respond, to), to.id, to.model, to.wall);
    case Source::raw:
    case Source::status:
      break;
  }
  return llm::true_status(dialect, respond.status, to.id, hint, to.model, to.wall);
}

/// What the provider's own answer says of waiting is replaced by what was asked for.
void put_hint(const Respond& respond, const AnswerTo& to, std::optional<Duration> hint,
              http::Fields& fields) {
  const RetryAfterHint& asked = respond.retry_after;
  if (asked.kind == Kind::raw) {
    fields.set("Retry-After", asked.raw[to.turn % asked.raw.size()]);
  } else if (!hint || asked.kind == Kind::told) {
    fields.remove("Retry-After");
  } else if (!fields.has("Retry-After")) {
    fields.add("Retry-After",
               std::to_string(std::chrono::ceil<std::chrono::seconds>(*hint).count()));
  }
}

}  // namespace

int status_of(const Respond& respond, llm::Dialect dialect) {
  if (respond.source == Source::raw) {
    return status_said(respond.text);
  }
  if (respond.status != 0) {
    return respond.status;
  }
  AnswerTo anybody;
  anybody.dialect = dialect;
  return from_source(respond, anybody, std::nullopt).head.status;
}

std::optional<Duration> hint_of(const Respond& respond, std::optional<Duration> next_token) {
  switch (respond.retry_after.kind) {
    case Kind::fixed:
    case Kind::told:
      return respond.retry_after.wait;
    case Kind::none:
    case Kind::raw:
      return std::nullopt;
    case Kind::automatic:
      break;
  }
  if (next_token) {
    return next_token;
  }
  return is_limit(respond) ? std::optional<Duration>(1s) : std::nullopt;
}

llm::TrueAnswer answer_of(const Respond& respond, const AnswerTo& to) {
  const std::optional<Duration> hint = hint_of(respond, to.next_token);
  llm::TrueAnswer answer = from_source(respond, to, hint);
  if (respond.status != 0 && respond.status != answer.head.status) {
    answer.head.status = respond.status;
    answer.head.reason = http::reason_of(respond.status);
  }
  if (respond.token_limit) {
    say_tokens(respond.dialect.value_or(to.dialect), answer);
  }
  if (respond.retry_after.kind == Kind::none) {
    say_no_wait(answer);
  }
  put_hint(respond, to, hint, answer.head.fields);
  for (const auto& [name, value] : respond.headers) {
    answer.head.fields.set(name, value);
  }
  constexpr int no_content = 204;
  constexpr int not_modified = 304;
  if (answer.head.status == no_content || answer.head.status == not_modified) {
    answer.body.clear();
    answer.head.fields.remove("Content-Length");
    answer.head.fields.remove("Content-Type");
  }
  return answer;
}

}  // namespace gameday::faults
