#include "faults/answer.hpp"

namespace gameday::faults {

int status_of(const Respond& respond) {
  if (respond.status != 0 || respond.source != Respond::Source::error) {
    return respond.status;
  }
  return llm::openai_error(respond.text, 0, std::nullopt, "").head.status;
}

std::optional<Duration> hint_of(const Respond& respond) {
  switch (respond.retry_after.kind) {
    case RetryAfterHint::Kind::fixed:
      return respond.retry_after.wait;
    case RetryAfterHint::Kind::none:
    case RetryAfterHint::Kind::raw:
      return std::nullopt;
    case RetryAfterHint::Kind::automatic:
      break;
  }
  const bool limited = respond.source == Respond::Source::error
                           ? respond.text == "rate-limit" || respond.text == "slow-down"
                           : respond.status == 429;
  return limited ? std::optional<Duration>(1s) : std::nullopt;
}

llm::TrueAnswer answer_of(const Respond& respond, std::uint64_t id, std::string_view model) {
  const std::optional<Duration> hint = hint_of(respond);
  if (respond.source != Respond::Source::error) {
    return llm::openai_status(respond.status, id, hint, model);
  }
  llm::TrueAnswer answer = llm::openai_error(respond.text, id, hint, model);
  if (respond.status != 0) {
    answer.head.status = respond.status;
    answer.head.reason = http::reason_of(respond.status);
  }
  return answer;
}

}  // namespace gameday::faults
