#include "policy/attempt_log.hpp"

namespace gameday::policy {

rt::awaitable<Outcome> AttemptLog::run(Call& call, Try attempt) {
  attempt.ordinal = call.trail.begin(provider_, ring_.name(attempt.key), attempt, clock_.now());
  Outcome outcome = co_await inner_->run(call, attempt);
  const TimePoint now = clock_.now();
  if (Failure* failure = std::get_if<Failure>(&outcome)) {
    failure->used = attempt;
    call.trail.failed(attempt.ordinal, *failure, now);
  } else {
    Reply& reply = std::get<Reply>(outcome);
    reply.used = attempt;
    call.trail.succeeded(attempt.ordinal, reply.head.status, now);
  }
  co_return outcome;
}

}  // namespace gameday::policy
