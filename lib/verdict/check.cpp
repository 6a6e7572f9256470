#include "verdict/check.hpp"

#include <algorithm>
#include <cmath>

#include "verdict/measure.hpp"

namespace gameday::verdict {
namespace {

struct Limit {
  std::optional<Amount> amount;
  std::string problem;
};

Limit factor_limit(const RunFacts& facts, const ExperimentSummary& experiment,
                   const Expectation& expectation, record::Window window) {
  const auto other = std::ranges::find(facts.arms, expectation.other_arm, &ArmFacts::name);
  if (other == facts.arms.end()) {
    return {std::nullopt, "there is no arm \"" + expectation.other_arm + '"'};
  }
  const ArmSummary& arm = experiment.arms.at(static_cast<std::size_t>(other - facts.arms.begin()));
  const Measured measured = measure(expectation, false, arm, window, facts);
  if (!measured.too_weak.empty() || !measured.amount) {
    return {std::nullopt, expectation.other_arm + ": " + measured.too_weak};
  }
  if (std::isinf(measured.amount->value)) {
    return {std::nullopt, expectation.other_arm + ": it is never, which has no multiple"};
  }
  return {Amount{measured.amount->unit, measured.amount->value * expectation.value}, {}};
}

Limit limit_of(const RunFacts& facts, const ExperimentSummary& experiment,
               const Expectation& expectation, record::Window window, const Measured& measured) {
  if (expectation.kind == Expectation::Kind::factor) {
    return factor_limit(facts, experiment, expectation, window);
  }
  // Where nothing was measured, the promise itself says in what.
  const auto promised = expectation.kind == Expectation::Kind::share      ? Amount::Unit::share
                        : expectation.kind == Expectation::Kind::duration ? Amount::Unit::duration
                                                                          : Amount::Unit::count;
  return {Amount{measured.amount ? measured.amount->unit : promised, expectation.value}, {}};
}

}  // namespace

CheckResult check(const RunFacts& facts, const ExperimentSummary& experiment,
                  const PromiseFacts& promise, record::Window window) {
  const Expectation& expectation = promise.expectation;
  const ArmSummary& arm = experiment.arms.at(promise.arm);
  const bool as_share = expectation.kind == Expectation::Kind::share;
  const Measured measured = measure(expectation, as_share, arm, window, facts);
  Limit limit = limit_of(facts, experiment, expectation, window, measured);

  CheckResult result;
  result.arm = promise.arm;
  // Whoever promises a recovery in `expect` means the same time.
  const bool recovery = expectation.metric == Metric::recovery_time;
  result.window = recovery ? record::Window::recovery : window;
  result.text = expectation.text;
  result.observed = measured.amount;
  result.limit = limit.amount;
  result.interval = measured.interval;
  result.n = measured.n;
  result.reason = measured.too_weak.empty() ? limit.problem : measured.too_weak;
  if (result.reason.empty()) {
    const bool held = holds(expectation.comparison, measured.amount->value, limit.amount->value);
    result.ruling = held ? Ruling::pass : Ruling::fail;
  }
  return result;
}

}  // namespace gameday::verdict
