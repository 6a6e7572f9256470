#include "policy/circuit_use.hpp"

#include <utility>

#include "policy/blame.hpp"

namespace gameday::policy {

CircuitUse::~CircuitUse() {
  if (!told_) {
    circuit_.given_back(permit_);
  }
}

void CircuitUse::hear(std::unique_ptr<CircuitUse> use, Outcome& outcome, TimePoint now) {
  const Failure* failure = std::get_if<Failure>(&outcome);
  const Try& used = failure != nullptr ? failure->used : std::get<Reply>(outcome).used;
  const auto slow = use->circuit_.options().slow;
  use->slow_ = slow && used.asked_at && now - *used.asked_at >= *slow;
  if (failure != nullptr) {
    use->failed(*failure, now);
  } else {
    std::get<Reply>(outcome).holds.add(std::move(use));
  }
}

void CircuitUse::ended(const Ending& ending) noexcept {
  if (ending.complete) {
    tell(false, ending.at);
  } else if (ending.failure != nullptr) {
    failed(*ending.failure, ending.at);
  } else {
    Failure failure;
    failure.kind = ending.why;
    failed(failure, ending.at);
  }
}

void CircuitUse::failed(const Failure& failure, TimePoint now) noexcept {
  // A deadline is the client's choice, but how long it has waited until then is not.
  const bool waited = failure.kind == FailureKind::deadline && slow_;
  if (waited || is_providers_fault(failure)) {
    tell(!waited, now);
  }
}

void CircuitUse::tell(bool failed, TimePoint now) noexcept {
  told_ = true;
  circuit_.ended(permit_, Mark{failed, slow_}, now);
}

}  // namespace gameday::policy
