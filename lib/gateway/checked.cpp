#include "gateway/checked.hpp"

#include <utility>

#include "gateway/form_watch.hpp"
#include "gateway/headers.hpp"
#include "llm/error_words.hpp"
#include "policy/whole_body.hpp"
#include "rt/error.hpp"
#include "rt/tls_error.hpp"

namespace gameday::gateway {

namespace {

using policy::Failure;
using policy::FailureKind;

FailureKind kind_of(const error_code& ec) {
  if (ec == rt::IoError::stopped) {
    return FailureKind::cancelled;
  }
  if (ec == rt::IoError::eof) {
    return FailureKind::eof_early;
  }
  if (ec == rt::IoError::refused || ec == rt::IoError::unreachable) {
    return FailureKind::refused;
  }
  if (ec == rt::IoError::no_such_host) {
    return FailureKind::no_such_host;
  }
  if (ec == rt::IoError::dns_failure) {
    return FailureKind::dns;
  }
  if (ec == rt::IoError::exhausted || ec == rt::IoError::bad_address || ec == rt::IoError::denied) {
    return FailureKind::internal;
  }
  return rt::is_tls_error(ec) ? FailureKind::tls : FailureKind::reset;
}

}  // namespace

policy::Failure broken(FailureKind kind, int status, std::string detail) {
  Failure failure;
  failure.kind = kind;
  failure.status = status;
  failure.detail = std::move(detail);
  return failure;
}

std::optional<policy::Failure> no_answer(llm::AnswerDefect defect, std::string_view body) {
  constexpr auto malformed = FailureKind::malformed;
  switch (defect) {
    case llm::AnswerDefect::none:
      return std::nullopt;
    case llm::AnswerDefect::error_object: {
      Failure failure = broken(FailureKind::in_band_error, 200, {});
      failure.error = llm::read_error(body).value_or(llm::ErrorObject());
      return failure;  // a hint beside a 200 means nothing
    }
    case llm::AnswerDefect::not_json:
      return broken(malformed, 200, "the body is not JSON");
    case llm::AnswerDefect::no_choices:
      return broken(malformed, 200, "the body has no choices");
    case llm::AnswerDefect::no_finish_reason:
      return broken(malformed, 200, "a choice has no finish reason");
  }
  return std::nullopt;
}

std::optional<policy::Failure> empty_answer(const llm::AnswerFacts& facts) {
  return facts.empty ? std::optional(broken(FailureKind::malformed, 200, "an empty answer"))
                     : std::nullopt;
}

policy::Usage usage_of(const llm::AnswerFacts& facts) {
  return {facts.prompt_tokens, facts.completion_tokens};
}

policy::Failure refused(const http::Response& response, WallTime wall) {
  Failure failure;
  failure.kind = FailureKind::status;
  failure.status = response.head.status;
  if (auto error = llm::read_error(response.body)) {
    failure.error = std::move(*error);
  }
  failure.retry_after = llm::read_retry_after(response.head.fields, wall);
  return failure;
}

policy::Outcome checked(http::Response response, const policy::Request& request,
                        const Dialect& dialect, WallTime wall, policy::AnswerForm* form) {
  const auto created = std::chrono::floor<std::chrono::seconds>(wall.time_since_epoch()).count();
  auto answer = dialect.answer(request, std::move(response.body), created);
  if (!answer) {
    Failure failure = std::move(answer.error());
    failure.status = response.head.status;
    return failure;
  }
  if (form != nullptr && form->demands()) {
    if (auto wrong = form_violation(answer->body, *form)) {
      return broken(FailureKind::schema_violation, response.head.status, *std::move(wrong));
    }
  }
  policy::Reply reply;
  reply.status = response.head.status;
  reply.fields = client_fields(response.head.fields);
  reply.fields.set("Content-Type", "application/json");  // whatever its label was
  reply.body = std::make_unique<policy::WholeBody>(std::move(answer->body), answer->usage);
  return reply;
}

policy::Failure failure_of(const http::CallError& error, int status) {
  Failure failure;
  failure.status = status;
  if (error.malformed == http::Malformed::truncated) {
    failure.kind = FailureKind::eof_early;
  } else if (error.malformed != http::Malformed::none) {
    failure.kind = FailureKind::malformed;
    failure.detail = http::to_text(error.malformed);
  } else if (error.ec == rt::IoError::timed_out) {
    failure.kind = policy::kind_of(error.limit);
  } else {
    failure.kind = kind_of(error.ec);
    failure.detail = error.ec.message();
    const bool hung_up =
        failure.kind == FailureKind::eof_early || failure.kind == FailureKind::reset;
    if (error.step == http::Step::tls && hung_up) {
      failure.kind = FailureKind::tls;  // no second handshake would go another way
    }
  }
  return failure;
}

}  // namespace gameday::gateway
