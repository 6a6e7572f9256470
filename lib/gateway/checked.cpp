#include "gateway/checked.hpp"

#include <utility>

#include "gateway/headers.hpp"
#include "llm/chat.hpp"
#include "llm/error_words.hpp"
#include "policy/whole_body.hpp"
#include "rt/error.hpp"

namespace gameday::gateway {

namespace {

using policy::Failure;
using policy::FailureKind;

Failure no_answer(FailureKind kind, int status, std::string detail) {
  Failure failure;
  failure.kind = kind;
  failure.status = status;
  failure.detail = std::move(detail);
  return failure;
}

Failure error_answer(const http::Response& response, FailureKind kind, WallTime wall) {
  Failure failure;
  failure.kind = kind;
  failure.status = response.head.status;
  if (auto error = llm::read_error(response.body)) {
    failure.error = std::move(*error);
  }
  if (kind == FailureKind::status) {  // a hint beside a 200 means nothing
    failure.retry_after = llm::read_retry_after(response.head.fields, wall);
  }
  return failure;
}

bool encoded(const http::Fields& fields) {
  const std::string_view encoding = fields.get("Content-Encoding");
  return !encoding.empty() && !http::same_name(encoding, "identity");
}

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
  if (ec == rt::IoError::exhausted || ec == rt::IoError::bad_address) {
    return FailureKind::internal;
  }
  return FailureKind::reset;
}

}  // namespace

policy::Outcome checked(http::Response response, WallTime wall) {
  const int status = response.head.status;
  if (status / 100 != 2) {
    return error_answer(response, FailureKind::status, wall);
  }
  if (encoded(response.head.fields)) {
    return no_answer(FailureKind::malformed, status, "a compressed body that nobody asked for");
  }
  switch (llm::read_answer(response.body).defect) {
    case llm::AnswerDefect::none:
      break;
    case llm::AnswerDefect::error_object:
      return error_answer(response, FailureKind::in_band_error, wall);
    case llm::AnswerDefect::not_json:
      return no_answer(FailureKind::malformed, status, "the body is not JSON");
    case llm::AnswerDefect::no_choices:
      return no_answer(FailureKind::malformed, status, "the body has no choices");
    case llm::AnswerDefect::no_finish_reason:
      return no_answer(FailureKind::malformed, status, "a choice has no finish reason");
  }
  policy::Reply reply;
  reply.head = client_head(response.head);
  reply.body = std::make_unique<policy::WholeBody>(std::move(response.body));
  return reply;
}

policy::Failure failure_of(const http::CallError& error) {
  Failure failure;
  failure.status = error.step == http::Step::body ? 200 : 0;  // a head had come
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
  }
  return failure;
}

}  // namespace gameday::gateway
