#include "policy/attempt_log.hpp"

namespace gameday::policy {

namespace {

/// Writes down how the answer ended.
class Entry final : public Hold {
 public:
  Entry(Trail& trail, std::uint16_t ordinal) : trail_(trail), ordinal_(ordinal) {}
  void ended(const Ending& ending) noexcept override {
    if (ending.complete) {
      trail_.succeeded(ordinal_, ending.at);
    } else {
      trail_.broke(ordinal_, ending.why, ending.at);
    }
  }

 private:
  Trail& trail_;
  std::uint16_t ordinal_;
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
  } else {
    Reply& reply = std::get<Reply>(outcome);
    reply.used = attempt;
    call.trail.answered(attempt.ordinal, reply.head.status, now);
    reply.holds.add(std::make_unique<Entry>(call.trail, attempt.ordinal));
  }
  co_return outcome;
}

}  // namespace gameday::policy
