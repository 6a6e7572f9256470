#include <algorithm>

#include "verdict/recovery.hpp"
#include "verdict/retry_hints.hpp"
#include "verdict/shut_doors.hpp"
#include "verdict/summary.hpp"
#include "verdict/trails.hpp"

namespace gameday::verdict {
namespace {

using record::AttemptRecord;
using record::Event;
using record::Outcome;
using record::RequestRecord;
using record::Window;

void count_times(WindowSummary& out, const RunFacts& facts, const RequestRecord& request) {
  const bool ok = request.outcome == Outcome::ok;
  const Duration took = request.ended - request.intended;
  if (ok) {
    const bool in_time = !facts.slo_answer || took <= *facts.slo_answer;
    ++(in_time ? out.good : out.late);
  }
  out.answers.push_back(ok ? took : forever);
  out.endings.push_back(took);
  if (request.streamed) {
    const auto& first = request.first_content;
    out.first_contents.push_back(first ? *first - request.intended : forever);
    if (first) {
      out.gaps.push_back(request.longest_gap);
    }
  }
  if (request.sent) {
    out.lateness.push_back(*request.sent - request.intended);
  }
}

void count_failover(WindowSummary& out, const ArmFacts& arm, Trail trail) {
  const AttemptRecord& first = *trail.front();
  if (!is_primary(arm, first)) {
    ++out.elsewhere_at_once;
    return;
  }
  const auto other = std::ranges::find_if(
      trail, [&](const AttemptRecord* attempt) { return !is_primary(arm, *attempt); });
  if (other != trail.end()) {
    out.failovers.push_back((*other)->arrived - first.arrived);
  }
}

void count_trail(WindowSummary& out, const ArmFacts& arm, const RequestRecord& request,
                 Trail trail) {
  ++out.attempts[static_cast<std::uint32_t>(trail.size())];
  if (request.outcome == Outcome::ok) {
    if (const AttemptRecord* by = answering(trail); by != nullptr) {
      ++out.answered_by[{by->provider, by->model}];
      out.degraded += is_primary(arm, *by) ? 0 : 1;
    } else {
      ++out.unseen;
    }
  }
  std::uint64_t hits = 0;
  for (const AttemptRecord* attempt : trail) {
    hits += injected(*attempt) ? 1 : 0;
    if (!attempt->fault.empty() && !attempt->bypassed.empty()) {
      ++out.bypassed[attempt->bypassed];
    }
  }
  out.injected += hits;
  out.met_fault += hits > 0 || request.outcome == Outcome::left ? 1 : 0;
  if (!trail.empty()) {
    count_failover(out, arm, trail);
  }
}

void count_request(WindowSummary& out, const RunFacts& facts, const RequestRecord& request,
                   Trail trail) {
  ++out.attempted;
  ++out.outcomes.at(static_cast<std::size_t>(request.outcome));
  if (request.outcome == Outcome::ok) {
    ++out.ok;
  } else if (request.outcome == Outcome::left) {
    ++out.left;
  } else {
    ++out.failed;
    ++out.failures[failure_name(request)];
  }
  if (request.outcome != Outcome::left) {
    count_times(out, facts, request);
  }
  count_trail(out, facts.arms.at(request.arm), request, trail);
}

void count_recovery(std::vector<Aftermath>& out, const RunFacts& facts,
                    const RequestRecord& request, Trail trail) {
  const ExperimentFacts& experiment = facts.experiments.at(request.experiment);
  const TimePoint healed =
      experiment.started.value_or(run_start) + experiment.baseline + experiment.fault;
  if (const auto after = aftermath(request, trail, facts.arms.at(request.arm), healed)) {
    out.push_back(*after);
  }
}

// The window that was on; what came before the start or after the end joins the nearest.
Window window_at(const ExperimentFacts& experiment, TimePoint at) {
  const TimePoint start = experiment.started.value_or(run_start);
  if (at < start + experiment.baseline) {
    return Window::baseline;
  }
  return at < start + experiment.baseline + experiment.fault ? Window::fault : Window::recovery;
}

void count_arrival(WindowSummary& out, const AttemptRecord& attempt) {
  const bool marked = attempt.ordinal.has_value();
  if (attempt.model_call || marked) {
    ++out.arrived;
    out.unattributed += marked ? 0 : 1;
    out.hints += is_hint(attempt) ? 1 : 0;
  }
}

void note_event(ExperimentSummary& out, const Event& event) {
  if (event.kind == Event::Kind::fault_audit && event.counts && event.provider) {
    const std::uint16_t arm = event.arm.value_or(0);
    out.audits.push_back({arm, *event.provider, event.text, *event.counts});
    if (event.counts->connections) {
      // Injections are on in this window only.
      WindowSummary& window = out.arms.at(arm).windows.at(static_cast<std::size_t>(Window::fault));
      window.connections_hit += event.counts->injected;
    }
  }
  out.ended = out.ended || event.kind == Event::Kind::experiment_ended;
  out.stopped =
      out.stopped || event.kind == Event::Kind::interrupted || event.kind == Event::Kind::aborted;
  if (event.kind == Event::Kind::aborted && out.aborted.empty()) {
    out.aborted = event.text.empty() ? "a guard" : event.text;
  }
}

void note_time(ExperimentSummary& out, TimePoint at) {
  out.last = std::max(out.last.value_or(at), at);
}

void sort_times(WindowSummary& window) {
  std::ranges::sort(window.answers);
  std::ranges::sort(window.endings);
  std::ranges::sort(window.first_contents);
  std::ranges::sort(window.gaps);
  std::ranges::sort(window.lateness);
  std::ranges::sort(window.failovers);
}

}  // namespace

Summary summarise(const RunFacts& facts, const RunRecords& records) {
  Summary summary;
  summary.experiments.resize(facts.experiments.size());
  for (ExperimentSummary& experiment : summary.experiments) {
    experiment.arms.resize(facts.arms.size());
  }
  const auto window_of = [&](std::uint16_t experiment, std::uint16_t arm,
                             Window window) -> WindowSummary& {
    return summary.experiments.at(experiment)
        .arms.at(arm)
        .windows.at(static_cast<std::size_t>(window));
  };
  const Trails trails(records);
  const ShutDoors doors(facts, records);
  Blows blows(facts, records);
  std::map<std::pair<std::uint16_t, std::uint16_t>, std::vector<Aftermath>> aftermaths;
  for (const RequestRecord& request : records.requests) {
    const Trail trail = trails.of(request);
    WindowSummary& window = window_of(request.experiment, request.arm, request.window);
    count_request(window, facts, request, trail);
    const bool hit = blows.note(request);
    window.failed_others += record::is_failure(request.outcome) && !hit ? 1 : 0;
    window.due_while_shut += doors.concern(request, ShutDoors::Kind::port) ? 1 : 0;
    window.due_while_unresolved += doors.concern(request, ShutDoors::Kind::lookups) ? 1 : 0;
    count_recovery(aftermaths[{request.experiment, request.arm}], facts, request, trail);
    note_time(summary.experiments[request.experiment], request.ended);
  }
  for (const Blow& blow : blows.list()) {
    summary.experiments.at(blow.experiment).blows.push_back(blow);
  }
  for (auto& [place, requests] : aftermaths) {
    summary.experiments[place.first].arms[place.second].recovery =
        recovery_time(std::move(requests), facts.experiments[place.first].recovery);
  }
  for (const AttemptRecord& attempt : records.attempts) {
    const Window window = window_at(facts.experiments.at(attempt.experiment), attempt.arrived);
    count_arrival(window_of(attempt.experiment, attempt.arm, window), attempt);
    note_time(summary.experiments[attempt.experiment], attempt.ended);
  }
  for (const AttemptRecord* attempt : too_soon(records.attempts)) {
    const Window window = window_at(facts.experiments[attempt->experiment], attempt->arrived);
    ++window_of(attempt->experiment, attempt->arm, window).too_soon;
  }
  for (const Event& event : records.events) {
    note_event(summary.experiments.at(event.experiment), event);
    note_time(summary.experiments[event.experiment], event.at);
  }
  for (ExperimentSummary& experiment : summary.experiments) {
    for (ArmSummary& arm : experiment.arms) {
      std::ranges::for_each(arm.windows, sort_times);
    }
  }
  return summary;
}

std::uint64_t WindowSummary::attempts_total() const {
  std::uint64_t total = 0;
  for (const auto& [number, requests] : attempts) {
    total += number * requests;
  }
  return total;
}

std::uint32_t WindowSummary::attempts_max() const {
  return attempts.empty() ? 0 : attempts.rbegin()->first;
}

std::uint64_t WindowSummary::served_by(std::uint16_t provider) const {
  std::uint64_t served = 0;
  for (const auto& [answerer, requests] : answered_by) {
    served += answerer.provider == provider ? requests : 0;
  }
  return served;
}

}  // namespace gameday::verdict
