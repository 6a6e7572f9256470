#include "policy/attempt_log.hpp"

namespace gameday::policy {

namespace {

bool lost_a_hedge(const rt::Bound& bound, FailureKind kind) {
  return kind == FailureKind::cancelled && bound.stop != nullptr &&
         bound.stop->why() == rt::Why::lost_hedge;
}

/// Writes down how the answer ended.
class Entry final : public Hold {
 public:
  /// The try's stop lives until it has been told.
  Entry(Trail& trail, const Try& attempt) : trail_(trail), attempt_(attempt) {}
  void ended(const Ending& ending) noexcept override {
    if (ending.complete) {
      trail_.succeeded(attempt_.ordinal, ending.at);
      return;
    }
    trail_.broke(attempt_.ordinal, ending.why, ending.at);
    if (lost_a_hedge(attempt_.bound, ending.why)) {
      trail_.lost_hedge(attempt_.ordinal);
    }
  }

 private:
  Trail& trail_;
  Try attempt_;
};

}  // namespace

rt::awaitable<Outcome> AttemptLog::run(Call& call, Try attempt) {
  attempt.asked_at = clock_.now();
  attempt.ordinal =
      call.trail.begin(provider_, ring_.name(attempt.key), attempt, *attempt.asked_at);
  Outcome outcome = co_await inner_->run(call, attempt);
  const TimePoint now = clock_.now();
  if (Failure* failure = std::get_if<Failure>(&outcome)) {
    failure->used = attempt;
    call.trail.failed(attempt.ordinal, *failure, now);
    if (lost_a_hedge(attempt.bound, failure->kind)) {
      call.trail.lost_hedge(attempt.ordinal);
    }
  } else {
    Reply& reply = std::get<Reply>(outcome);
    reply.used = attempt;
    call.trail.answered(attempt.ordinal, reply.status, now);
    reply.holds.add(std::make_unique<Entry>(call.trail, attempt));
  }
  co_return outcome;
}

}  // namespace gameday::policy
