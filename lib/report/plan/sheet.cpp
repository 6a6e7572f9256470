#include "report/plan/sheet.hpp"

#include <fmt/format.h>

#include "verdict/measure.hpp"

namespace gameday::report {
namespace {

using record::Window;
using verdict::Expectation;
using verdict::Metric;

/// The window as it would be if every request were answered at once: what it could carry at best.
verdict::ArmSummary at_best(const Requests& requests, Window window) {
  const auto at = static_cast<std::size_t>(window);
  verdict::ArmSummary arm;
  verdict::WindowSummary& seen = arm.windows[at];
  seen.attempted = seen.ok = seen.good = requests.all.at(at);
  seen.answers.assign(requests.all.at(at), Duration::zero());
  seen.endings = seen.answers;
  seen.first_contents.assign(requests.streamed.at(at), Duration::zero());
  return arm;
}

/// Only what depends on nothing but the number of requests.
bool counts_requests(Metric metric) {
  switch (metric) {
    case Metric::failed:
    case Metric::failed_others:
    case Metric::good:
    case Metric::degraded:
    case Metric::answer_quantile:
    case Metric::outcome_quantile:
    case Metric::served_by:
    case Metric::ttft_quantile:
    case Metric::truncated:
      return true;
    default:
      return false;
  }
}

void add_weak(std::vector<std::string>& out, const PlanSheet& sheet, std::size_t experiment,
              Window window, const verdict::PromiseFacts& promise) {
  if (!counts_requests(promise.expectation.metric)) {
    return;
  }
  const bool as_share = promise.expectation.kind == Expectation::Kind::share;
  const auto measured =
      verdict::measure(promise.expectation, as_share,
                       at_best(sheet.requests.at(experiment), window), window, sheet.facts);
  if (!measured.too_weak.empty()) {
    out.push_back(fmt::format(
        "{} · {} · {} will be inconclusive: {}", sheet.facts.experiments[experiment].name,
        sheet.facts.arms.at(promise.arm).name, promise.expectation.text, measured.too_weak));
  }
}

}  // namespace

Duration planned_length(const verdict::RunFacts& facts) {
  Duration sum{};
  for (const verdict::ExperimentFacts& experiment : facts.experiments) {
    sum += experiment.baseline + experiment.fault + experiment.recovery;
  }
  return sum;
}

std::uint64_t planned_requests(const verdict::RunFacts& facts) {
  std::uint64_t sum = 0;
  for (const verdict::ExperimentFacts& experiment : facts.experiments) {
    sum += experiment.planned;
  }
  return sum;
}

std::vector<std::string> plan_warnings(const PlanSheet& sheet) {
  std::vector<std::string> out = sheet.warnings;
  for (std::size_t at = 0; at < sheet.facts.experiments.size(); ++at) {
    const verdict::ExperimentFacts& experiment = sheet.facts.experiments[at];
    for (const verdict::PromiseFacts& promise : experiment.promises) {
      add_weak(out, sheet, at, Window::fault, promise);
    }
    for (const verdict::PromiseFacts& promise : experiment.recovery_promises) {
      add_weak(out, sheet, at, Window::recovery, promise);
    }
  }
  return out;
}

}  // namespace gameday::report
