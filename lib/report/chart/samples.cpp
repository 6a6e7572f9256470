#include "report/chart/samples.hpp"

#include <algorithm>
#include <numeric>

namespace gameday::report::chart {
namespace {

using record::Window;

TimePoint fault_on(const verdict::ExperimentFacts& experiment) {
  return experiment.started.value_or(run_start) + experiment.baseline;
}

// A folder that somebody edited may say anything; a sample stays inside the axis.
Duration inside(Duration due, const verdict::ExperimentFacts& experiment) {
  return std::clamp(due, -experiment.baseline, experiment.fault + experiment.recovery);
}

Giver giver(const verdict::ArmFacts& arm, const record::AttemptRecord& attempt) {
  return {!verdict::is_primary(arm, attempt), attempt.provider,
          attempt.key.substr(0, attempt.key.find('#'))};
}

}  // namespace

std::uint64_t ArmSamples::in_fault() const {
  return std::accumulate(fills.begin(), fills.end(), std::uint64_t{0});
}

Samples::Samples(const Document& document) : document_(document), trails_(document.records) {
  arms_.assign(document.facts.experiments.size(),
               std::vector<ArmSamples>(document.facts.arms.size()));
  for (const record::RequestRecord& request : document.records.requests) {
    add(request);
  }
  for (std::vector<ArmSamples>& experiment : arms_) {
    for (ArmSamples& arm : experiment) {
      std::ranges::stable_sort(arm.all, {}, &Sample::due);
    }
  }
}

void Samples::add(const record::RequestRecord& request) {
  const verdict::RunFacts& facts = document_.facts;
  const verdict::ExperimentFacts& experiment = facts.experiments.at(request.experiment);
  ArmSamples& arm = arms_.at(request.experiment).at(request.arm);
  const bool in_fault = request.window == Window::fault;
  Sample sample;
  sample.due = inside(request.intended - fault_on(experiment), experiment);
  sample.window = request.window;
  sample.took = forever;
  if (request.outcome != record::Outcome::ok) {
    sample.fill = fill_of(request.outcome);
    if (in_fault) {
      ++arm.failures[sample.fill][verdict::failure_name(request)];
    }
  } else {
    const verdict::ArmFacts& who = facts.arms.at(request.arm);
    const record::AttemptRecord* by = verdict::answering(trails_.of(request));
    const bool degraded = by != nullptr && !verdict::is_primary(who, *by);
    sample.took = request.ended - request.intended;
    sample.fill = facts.slo_answer && sample.took > *facts.slo_answer ? Fill::late
                  : degraded                                          ? Fill::degraded
                                                                      : Fill::ok;
    if (in_fault && by != nullptr) {
      ++arm.givers[giver(who, *by)];
    }
  }
  arm.fills[index_of(sample.fill)] += in_fault ? 1 : 0;
  arm.all.push_back(sample);
}

const ArmSamples& Samples::of(std::size_t experiment, std::size_t arm) const {
  return arms_.at(experiment).at(arm);
}

std::optional<Duration> Samples::end_of_data(std::size_t experiment) const {
  const verdict::ExperimentFacts& facts = document_.facts.experiments.at(experiment);
  const verdict::ExperimentSummary& summary = document_.summary.experiments.at(experiment);
  if (!facts.started || (summary.ended && !summary.stopped)) {
    return std::nullopt;
  }
  // A stop is an event; without one the folder just ends.
  std::optional<TimePoint> end = summary.last;
  for (const record::Event& event : document_.records.events) {
    const bool stop = event.kind == record::Event::Kind::aborted ||
                      event.kind == record::Event::Kind::interrupted;
    if (stop && event.experiment == experiment) {
      end = std::min(end.value_or(event.at), event.at);
    }
  }
  const Duration cut = inside(end.value_or(*facts.started) - fault_on(facts), facts);
  return cut < facts.fault + facts.recovery ? std::optional(cut) : std::nullopt;
}

}  // namespace gameday::report::chart
