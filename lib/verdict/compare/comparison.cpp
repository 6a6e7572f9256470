#include "verdict/compare/comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "stats/difference.hpp"

namespace gameday::verdict {
namespace {

using record::Window;

// What a reader wants to know of every arm. Where there is nothing to measure, no stream, no
// failover, on either side, the row is left out.
constexpr std::array metrics = {
    "failed",       "good",         "degraded",     "p50",           "p95",
    "p99",          "ttft.p95",     "stall.max",    "truncated",     "attempts.mean",
    "attempts.max", "failover.p95", "failover.max", "recovery_time", "retry_after.violations"};

Expectation named(std::string_view metric) {
  auto expectation = parse_expectation(std::string(metric) + " == 0");
  if (!expectation) {
    expectation = parse_expectation(std::string(metric) + " == 0s");
  }
  expectation.value->text = metric;
  return std::move(*expectation.value);
}

// The mean of counts: the central limit does from 20 on, as nobody makes attempts without bounds.
std::optional<Interval> mean_interval(const WindowSummary& window) {
  constexpr double two_sided_95 = 1.959964;
  double n = 0;
  double sum = 0;
  double squares = 0;
  for (const auto& [attempts, requests] : window.attempts) {
    const auto value = static_cast<double>(attempts);
    const auto weight = static_cast<double>(requests);
    n += weight;
    sum += weight * value;
    squares += weight * value * value;
  }
  if (n < static_cast<double>(least_sample)) {
    return std::nullopt;
  }
  const double mean = sum / n;
  const double variance = std::max(0.0, squares / n - mean * mean) * n / (n - 1);
  const double half = two_sided_95 * std::sqrt(variance / n);
  return Interval{mean - half, mean + half};
}

Measured measured(const Expectation& metric, const ArmSummary& arm, const RunFacts& facts) {
  const bool recovery = metric.metric == Metric::recovery_time;
  Measured out = measure(metric, is_share(metric.metric), arm,
                         recovery ? Window::recovery : Window::fault, facts);
  if (metric.metric == Metric::attempts_mean && out.amount) {
    out.interval = mean_interval(arm.at(Window::fault));
  }
  return out;
}

stats::Estimate estimate(const Measured& measured) {
  return {measured.amount->value, measured.interval->low, measured.interval->high};
}

Change directed(bool more, Metric metric) {
  return more == more_is_better(metric) ? Change::better : Change::worse;
}

void judge_change(MetricChange& out) {
  for (const Measured* side : {&out.before, &out.after}) {
    if (!side->too_weak.empty() || !side->amount) {
      out.why = (side == &out.before ? "before: " : "after: ") + side->too_weak;
      return;
    }
  }
  const double before = out.before.amount->value;
  const double after = out.after.amount->value;
  if (before == after) {
    out.change = Change::same;
  }
  if (!out.before.interval || !out.after.interval) {
    out.single = true;
    out.change = before == after ? Change::same : directed(after > before, out.metric.metric);
    return;
  }
  const stats::Estimate first = estimate(out.before);
  const stats::Estimate second = estimate(out.after);
  if (const auto between = stats::difference(first, second)) {
    out.difference = Interval{between->low, between->high};
    const bool same = between->low <= 0 && between->high >= 0;
    out.change = same ? Change::same : directed(after > before, out.metric.metric);
  } else {
    out.change =
        stats::apart(first, second) ? directed(after > before, out.metric.metric) : Change::same;
  }
}

bool nothing(const Measured& measured) {
  return measured.n == 0 && (!measured.amount || measured.amount->value == 0);
}

ArmComparison compare_arm(const CommonArm& both, const Side& before, const Side& after) {
  ArmComparison out{both.experiment, both.arm, {}};
  for (const char* name : metrics) {
    MetricChange change =
        compare_metric(named(name), both.before, before.facts, both.after, after.facts);
    if (!nothing(change.before) || !nothing(change.after)) {
      out.metrics.push_back(std::move(change));
    }
  }
  return out;
}

std::optional<std::size_t> find(const auto& list, const std::string& name) {
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (list[at].name == name) {
      return at;
    }
  }
  return std::nullopt;
}

// Every experiment and arm of `one`; those that the other run lacks are named.
template <class Both>
std::vector<std::string> walk(const RunFacts& one, const RunFacts& other, const Both& both) {
  std::vector<std::string> missing;
  for (std::size_t experiment = 0; experiment < one.experiments.size(); ++experiment) {
    const auto there = find(other.experiments, one.experiments[experiment].name);
    for (std::size_t arm = 0; arm < one.arms.size(); ++arm) {
      const auto arm_there = find(other.arms, one.arms[arm].name);
      if (there && arm_there) {
        both(experiment, arm, *there, *arm_there);
      } else {
        missing.push_back(one.experiments[experiment].name + " · " + one.arms[arm].name);
      }
    }
  }
  return missing;
}

}  // namespace

bool is_share(Metric metric) {
  return metric == Metric::failed || metric == Metric::good || metric == Metric::degraded ||
         metric == Metric::failed_others || metric == Metric::served_by ||
         metric == Metric::truncated;
}

bool more_is_better(Metric metric) {
  return metric == Metric::good || metric == Metric::served_by;
}

MetricChange compare_metric(const Expectation& metric, const ArmSummary& before,
                            const RunFacts& before_facts, const ArmSummary& after,
                            const RunFacts& after_facts) {
  MetricChange out;
  out.metric = metric;
  out.before = measured(metric, before, before_facts);
  out.after = measured(metric, after, after_facts);
  judge_change(out);
  return out;
}

std::vector<CommonArm> common_arms(const Side& before, const Side& after) {
  std::vector<CommonArm> out;
  walk(before.facts, after.facts,
       [&](std::size_t experiment, std::size_t arm, std::size_t there, std::size_t arm_there) {
         out.push_back({before.facts.experiments[experiment].name, before.facts.arms[arm].name,
                        before.summary.experiments[experiment].arms[arm],
                        after.summary.experiments[there].arms[arm_there]});
       });
  return out;
}

RunComparison compare(const Side& before, const Side& after) {
  const auto neither = [](auto...) {};
  RunComparison out;
  for (const CommonArm& both : common_arms(before, after)) {
    out.arms.push_back(compare_arm(both, before, after));
  }
  out.only_before = walk(before.facts, after.facts, neither);
  out.only_after = walk(after.facts, before.facts, neither);
  return out;
}

}  // namespace gameday::verdict
