#include "policy/breaker.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/units.hpp"
#include "policy/circuit_use.hpp"
#include "policy/refusal.hpp"

namespace gameday::policy {

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
  auto use = std::make_unique<CircuitUse>(circuit, *permit);
  Outcome outcome = co_await inner_->run(call, attempt);
  CircuitUse::hear(std::move(use), outcome, clock_.now());
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
