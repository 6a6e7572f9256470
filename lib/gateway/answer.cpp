#include "gateway/answer.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "gateway/headers.hpp"
#include "llm/error_words.hpp"
#include "llm/openai_stream.hpp"
#include "policy/cause.hpp"

namespace gameday::gateway {

namespace {

using policy::Cause;
using policy::FailureKind;

constexpr std::string_view server_error = "server_error";
constexpr std::string_view invalid_request = "invalid_request_error";
constexpr std::string_view upstream_auth = "upstream_auth";
constexpr std::size_t message_limit = 2000;  // of a provider's own words; real ones are below 500

ErrorAnswer answer(int status, std::string_view type, std::string_view code) {
  ErrorAnswer answer;
  answer.status = status;
  answer.type = type;
  answer.code = code;
  return answer;
}

/// The provider's judgement of the request itself, passed on as it is, in OpenAI's words.
ErrorAnswer callers_mistake(const policy::Failure& failure, int otherwise) {
  const bool refused = failure.status >= 400 && failure.status <= 499;
  const llm::ErrorObject& error = *failure.error;
  const bool known = !error.type.empty() && error.type != "request_too_large";
  return answer(refused ? failure.status : otherwise,
                known ? std::string_view(error.type) : invalid_request, error.code);
}

ErrorAnswer answer_for_cause(const policy::Failure& failure) {
  switch (policy::cause_of(*failure.error, failure.status)) {
    case Cause::rate_limited:
      return answer(429, "rate_limit_error", "rate_limit_exceeded");
    case Cause::out_of_money:
      return answer(429, "insufficient_quota", "insufficient_quota");
    case Cause::bad_key:
    case Cause::account:
    case Cause::region:
      return answer(502, server_error, upstream_auth);  // our keys, not the caller's
    case Cause::no_model:
      return answer(404, invalid_request, "model_not_found");
    case Cause::bad_request:
      return callers_mistake(failure, 400);
    case Cause::too_large:
      return callers_mistake(failure, 413);
    case Cause::overloaded:
      return answer(503, "service_unavailable_error", "server_is_overloaded");
    case Cause::slow:
      return answer(504, server_error, "upstream_timeout");
    case Cause::passing:
    case Cause::unfit:
      return answer(502, server_error, "upstream_error");
  }
  return answer(502, server_error, "upstream_error");
}

ErrorAnswer cut_off() {
  return answer(503, "service_unavailable_error", "shutting_down");
}

ErrorAnswer shape_of(const policy::Failure& failure) {
  switch (failure.kind) {
    case FailureKind::status:
    case FailureKind::in_band_error:
    case FailureKind::rejected_benched:
      return answer_for_cause(failure);
    case FailureKind::rejected_unfit:
      return callers_mistake(failure, 400);
    case FailureKind::rejected_parked:
      return answer(429, "rate_limit_error", "rate_limit_exceeded");
    case FailureKind::connect_timeout:
    case FailureKind::write_timeout:
    case FailureKind::headers_timeout:
    case FailureKind::first_token_timeout:
    case FailureKind::idle_timeout:
    case FailureKind::too_slow:
    case FailureKind::attempt_timeout:
      return answer(504, server_error, "upstream_timeout");
    case FailureKind::deadline:
      return answer(504, server_error, "deadline_exceeded");
    case FailureKind::rejected_open:
    case FailureKind::rejected_budget:
    case FailureKind::shed:
      return answer(503, "service_unavailable_error", policy::to_text(failure.kind));
    case FailureKind::cancelled:
      return cut_off();  // for a client that is still there
    case FailureKind::internal:
      return answer(500, server_error, "internal");
    case FailureKind::dns:
    case FailureKind::no_such_host:
    case FailureKind::refused:
    case FailureKind::tls:
    case FailureKind::reset:
    case FailureKind::eof_early:
    case FailureKind::malformed:
      return answer(502, server_error, "upstream_error");
    case FailureKind::schema_violation:
      return answer(502, server_error, policy::to_text(failure.kind));
  }
  return answer(502, server_error, "upstream_error");
}

/// What became of it; a provider that refuses a key may repeat it, so its words stay here.
std::string reason_of(const policy::Failure& failure, const ErrorAnswer& answer) {
  std::string what = policy::to_text(failure.kind);
  if (failure.status != 0) {
    what = fmt::format("{} {}", what, failure.status);
  }
  const bool own = failure.error->message.empty() || answer.code == upstream_auth;
  const std::string& words = own ? failure.detail : failure.error->message;
  if (!words.empty()) {
    what += ": ";
    what.append(words, 0, message_limit);
  }
  return what;
}

}  // namespace

ErrorAnswer answer_for(const policy::Failure& failure, std::string_view who) {
  ErrorAnswer answer = shape_of(failure);
  const bool own_words = answer.status < 500 && !failure.error->message.empty();
  answer.message = own_words
                       ? failure.error->message.substr(0, message_limit)
                       : fmt::format("{} gave no answer ({})", who, reason_of(failure, answer));
  const bool may_come_back = answer.status == 503 || answer.code == "rate_limit_exceeded";
  if (may_come_back) {
    answer.retry_after = failure.retry_after;
  }
  return answer;
}

std::string event_for(const policy::Failure& failure, std::string_view who) {
  ErrorAnswer answer = shape_of(failure);
  if (failure.kind == FailureKind::reset || failure.kind == FailureKind::eof_early) {
    answer.code = "upstream_stream_truncated";
  } else if (failure.kind == FailureKind::malformed) {
    answer.code = "upstream_stream_malformed";
  } else if (failure.kind == FailureKind::too_slow) {
    answer.code = "upstream_too_slow";
  }
  const bool own_words = answer.code != upstream_auth && !failure.error->message.empty();
  const std::string message =
      own_words ? failure.error->message.substr(0, message_limit)
                : fmt::format("{} broke off ({})", who, reason_of(failure, answer));
  return llm::error_event(message, answer.type, answer.code);
}

ErrorAnswer bad_request(std::string message, std::string code) {
  ErrorAnswer result = answer(400, invalid_request, code);
  result.message = std::move(message);
  return result;
}

ErrorAnswer unauthorized() {
  ErrorAnswer result = answer(401, invalid_request, "invalid_api_key");
  result.message = "This gateway needs a token: Authorization: Bearer, and one of its own.";
  return result;
}

ErrorAnswer shutting_down() {
  ErrorAnswer result = cut_off();
  result.message = "This gateway is shutting down; ask again.";
  result.retry_after = 1s;
  return result;
}

http::Response to_response(const ErrorAnswer& answer) {
  http::Response response;
  response.body = llm::write_error(answer.message, answer.type, "", answer.code);
  response.head = http::response_of(answer.status, "application/json", response.body.size());
  if (answer.status == 401) {  // which RFC 9110 never sends alone
    response.head.fields.add("WWW-Authenticate", "Bearer");
  }
  if (answer.retry_after) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*answer.retry_after);
    const auto sane = std::clamp<std::int64_t>(seconds.count(), 1, 60);
    response.head.fields.add("Retry-After", fmt::format("{}", sane));
  } else {
    response.head.fields.add(should_retry_field, "false");
  }
  return response;
}

}  // namespace gameday::gateway
