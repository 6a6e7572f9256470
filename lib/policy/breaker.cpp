#include "policy/breaker.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/units.hpp"
#include "policy/blame.hpp"
#include "policy/refusal.hpp"

namespace gameday::policy {

namespace {

/// The permit of one try. Who drops it untold gives it back.
class Use final : public Hold {
 public:
  Use(Circuit& circuit, const Circuit::Permit& permit) : circuit_(circuit), permit_(permit) {}
  ~Use() override {
    if (!told_) {
      circuit_.given_back(permit_);
    }
  }

  void set_slow(bool slow) { slow_ = slow; }

  void failed(const Failure& failure, TimePoint now) noexcept {
    // A deadline is the client's choice, but how long it has waited until then is not.
    const bool waited = failure.kind == FailureKind::deadline && slow_;
    if (waited || is_providers_fault(failure)) {
      tell(!waited, now);
    }
  }
  void ended(const Ending& ending) noexcept override {
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

 private:
  void tell(bool failed, TimePoint now) noexcept {
    told_ = true;
    circuit_.ended(permit_, Mark{failed, slow_}, now);
  }

  Circuit& circuit_;
  Circuit::Permit permit_;
  bool slow_ = false;
  bool told_ = false;
};

}  // namespace

rt::awaitable<Outcome> Breaker::run(Call& call, Try attempt) {
  const TimePoint started = clock_.now();
  Circuit& circuit = circuits_[attempt.key];
  const auto permit = circuit.try_acquire(started, !attempt.last_target);
  if (!permit) {
    Failure failure = rejected_by(circuit, started);
    const Refused whom{provider_, ring_.name(attempt.key)};
    co_return refused(std::move(failure), whom, call, attempt, started, started);
  }
  attempt.probe = permit->probe;
  auto use = std::make_unique<Use>(circuit, *permit);
  Outcome outcome = co_await inner_->run(call, attempt);
  const TimePoint now = clock_.now();
  const Failure* failure = std::get_if<Failure>(&outcome);
  const Try& used = failure != nullptr ? failure->used : std::get<Reply>(outcome).used;
  use->set_slow(options_.slow && used.asked_at && now - *used.asked_at >= *options_.slow);
  if (failure != nullptr) {
    use->failed(*failure, now);
  } else {
    std::get<Reply>(outcome).holds.add(std::move(use));
  }
  co_return outcome;
}

Failure rejected_by(const Circuit& circuit, TimePoint now) {
  Failure failure;
  failure.kind = FailureKind::rejected_open;
  failure.retry_after = circuit.refuses_for(now);
  failure.spared = circuit.state(now) == CircuitState::closed;
  failure.detail =
      failure.spared ? "its breaker lets only a share of the calls through" : "its breaker is open";
  return failure;
}

void Breaker::describe(Description& description) const {
  inner_->describe(description);
  // With a slow start it is asked once more where nobody else has answered.
  description.last_target = description.last_target || options_.slow_start;
  std::string layer =
      fmt::format("breaker: {} % of {} calls", options_.failure_rate, options_.window);
  if (options_.age) {
    layer += fmt::format(" in {}", gameday::to_text(*options_.age));
  }
  layer +=
      fmt::format(", {} at least, open {}", options_.min_calls, gameday::to_text(options_.open));
  if (options_.open_most) {
    layer += fmt::format(" doubling to {}", gameday::to_text(*options_.open_most));
  }
  if (options_.probes > 1) {
    layer += fmt::format(", {} probes", options_.probes);
  }
  if (options_.slow) {
    layer += fmt::format(", also {} % slower than {}", options_.slow_rate,
                         gameday::to_text(*options_.slow));
  }
  if (options_.slow_start) {
    layer += fmt::format(", then {} to let all through", gameday::to_text(*options_.slow_start));
  }
  description.layers.push_back(std::move(layer));
}

}  // namespace gameday::policy
