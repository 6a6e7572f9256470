#include "verdict/judge.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "stats/quantile.hpp"
#include "verdict/check.hpp"

namespace gameday::verdict {
namespace {

using record::Window;

// Failed and degraded before any fault, each: more, and the arm was not well to begin with.
constexpr double baseline_limit = 0.01;
// One WAN round trip, below the jitter of a first token: a later send is the generator's fault.
constexpr Duration latest_send = 20ms;

double part(std::uint64_t hits, std::uint64_t n) {
  return n == 0 ? 0 : static_cast<double>(hits) / static_cast<double>(n);
}

std::string baseline_problem(const WindowSummary& baseline) {
  const auto tell = [&](std::uint64_t hits, const char* what) {
    return part(hits, baseline.attempted) > baseline_limit
               ? fmt::format("{} of {} {} before any fault", hits, baseline.attempted, what)
               : std::string();
  };
  const std::string failed = tell(baseline.failed, "failed");
  return failed.empty() ? tell(baseline.degraded, "were degraded") : failed;
}

std::string generator_problem(const RunFacts& facts, const ArmSummary& arm) {
  std::uint64_t not_sent = 0;
  std::vector<Duration> lateness;
  for (const WindowSummary& window : arm.windows) {
    not_sent += window.count_of(record::Outcome::not_sent);
    lateness.insert(lateness.end(), window.lateness.begin(), window.lateness.end());
  }
  if (not_sent > 0) {
    return fmt::format("requests not sent: {}", not_sent);
  }
  std::ranges::sort(lateness);
  const auto p99 = stats::quantile_of(lateness, 9900);
  return !facts.simulated && p99 && *p99 > latest_send
             ? fmt::format("the generator was late: p99 {:.0f} ms", to_milliseconds(*p99))
             : std::string();
}

// A direct arm whose provider is left alone is a control: nothing is meant to reach it.
bool is_control(const ArmFacts& arm, const ExperimentFacts& experiment) {
  return arm.kind == "direct" &&
         std::ranges::none_of(experiment.injections, [&](const InjectionFacts& injection) {
           return std::ranges::any_of(injection.into, [&](std::uint16_t place) {
             return place == arm.primary_provider || place == record::into_clients;
           });
         });
}

// Whatever was planned leaves a record, sent or not: a file that lost its tail hides failures.
std::string records_problem(const ExperimentFacts& experiment, const ArmSummary& arm) {
  std::uint64_t have = 0;
  for (const WindowSummary& window : arm.windows) {
    have += window.attempted;
  }
  return have < experiment.planned ? fmt::format("{} of {} planned requests have no record",
                                                 experiment.planned - have, experiment.planned)
                                   : std::string();
}

std::string fault_problem(const ArmFacts& arm, const ExperimentFacts& experiment,
                          const ArmSummary& summary) {
  const bool meant = !experiment.injections.empty() && !is_control(arm, experiment);
  const WindowSummary& window = summary.at(Window::fault);
  const bool met = window.met_fault > 0 || window.due_while_shut > 0 ||
                   window.due_while_unresolved > 0 || window.connections_hit > 0;
  return meant && !met ? "no request met the fault" : std::string();
}

// Why nothing can be said about an arm; empty: nothing stands in the way.
struct ArmHealth {
  std::string baseline;
  std::string records;
  std::string generator;
  std::string fault;
};

void refuse(CheckResult& result, const std::string& reason) {
  if (!reason.empty()) {
    result.ruling = Ruling::inconclusive;
    result.reason = reason;
  }
}

// Of several, the worst one counts: the last of these codes.
std::ptrdiff_t rank(Ruling ruling) {
  constexpr std::array order = {0, 3, 1, 8, 4, 5, 6};
  return std::ranges::find(order, exit_code(ruling)) - order.begin();
}

void worsen(Ruling& ruling, Ruling by) {
  if (rank(by) > rank(ruling)) {
    ruling = by;
  }
}

Ruling ruling_of(RunEnd end) {
  constexpr std::array rulings = {Ruling::pass,  Ruling::interrupted, Ruling::aborted,
                                  Ruling::error, Ruling::incomplete,  Ruling::baseline_unhealthy};
  return rulings.at(static_cast<std::size_t>(end));
}

// A run that stopped inside an experiment has not shown what its checks ask.
bool cut_short(const RunFacts& facts, const ExperimentSummary& summary) {
  return summary.stopped || (facts.end != RunEnd::finished && !summary.ended);
}

Ruling cut_ruling(const RunFacts& facts, const ExperimentSummary& summary) {
  if (!summary.aborted.empty()) {
    return Ruling::aborted;
  }
  return facts.end == RunEnd::finished ? Ruling::interrupted : ruling_of(facts.end);
}

std::vector<ArmHealth> look_at_arms(const RunFacts& facts, const ExperimentFacts& experiment,
                                    const ExperimentSummary& summary) {
  std::vector<ArmHealth> healths;
  for (std::size_t at = 0; at < facts.arms.size(); ++at) {
    const ArmSummary& arm = summary.arms.at(at);
    healths.push_back({baseline_problem(arm.at(Window::baseline)), records_problem(experiment, arm),
                       generator_problem(facts, arm),
                       fault_problem(facts.arms[at], experiment, arm)});
  }
  return healths;
}

// An arm that no fault reached spoils the experiment only if nothing reached any arm; its own
// checks it spoils anyway.
void note_health(ExperimentVerdict& out, const RunFacts& facts,
                 const std::vector<ArmHealth>& healths) {
  const bool nothing_met =
      std::ranges::none_of(healths, [](const ArmHealth& health) { return health.fault.empty(); });
  for (std::size_t at = 0; at < healths.size(); ++at) {
    const auto note = [&](const std::string& reason, Ruling ruling) {
      if (!reason.empty()) {
        worsen(out.ruling, ruling);
        out.reasons.push_back(facts.arms[at].name + ": " + reason);
      }
    };
    note(healths[at].baseline, Ruling::baseline_unhealthy);
    note(healths[at].records, Ruling::inconclusive);
    note(healths[at].generator, Ruling::inconclusive);
    note(nothing_met ? healths[at].fault : "", Ruling::inconclusive);
  }
}

CheckResult check_one(const RunFacts& facts, const ExperimentSummary& summary,
                      const PromiseFacts& promise, Window window, const ArmHealth& health) {
  CheckResult result = check(facts, summary, promise, window);
  const bool dropped = facts.records_dropped > 0 && result.ruling == Ruling::pass;
  refuse(result, dropped ? "records were dropped" : "");
  refuse(result, health.fault);
  refuse(result, health.generator);
  refuse(result, health.records);
  refuse(result, health.baseline);
  refuse(result, cut_short(facts, summary) ? "stopped before its end" : "");
  return result;
}

ExperimentVerdict judge_one(const RunFacts& facts, std::size_t index,
                            const ExperimentSummary& summary) {
  const ExperimentFacts& experiment = facts.experiments[index];
  const bool cut = cut_short(facts, summary);
  ExperimentVerdict out;
  out.ruling = cut ? cut_ruling(facts, summary) : Ruling::pass;
  const std::vector<ArmHealth> healths = look_at_arms(facts, experiment, summary);
  if (!cut) {
    note_health(out, facts, healths);
  } else if (!summary.aborted.empty() && summary.aborted != facts.end_reason) {
    out.reasons.push_back("aborted: " + summary.aborted);
  }
  const auto check_all = [&](const std::vector<PromiseFacts>& promises, Window window) {
    for (const PromiseFacts& promise : promises) {
      CheckResult result = check_one(facts, summary, promise, window, healths.at(promise.arm));
      result.experiment = static_cast<std::uint16_t>(index);
      worsen(out.ruling, result.ruling);
      out.checks.push_back(std::move(result));
    }
  };
  check_all(experiment.promises, Window::fault);
  check_all(experiment.recovery_promises, Window::recovery);
  return out;
}

std::vector<std::string> run_reasons(const RunFacts& facts) {
  std::vector<std::string> reasons;
  if (facts.end != RunEnd::finished && !facts.end_reason.empty()) {
    reasons.push_back(facts.end_reason);
  }
  if (facts.records_dropped > 0) {
    reasons.push_back(fmt::format("{} records were dropped", facts.records_dropped));
  }
  return reasons;
}

}  // namespace

Verdict judge(const RunFacts& facts, const Summary& summary) {
  Verdict verdict;
  verdict.ruling = ruling_of(facts.end);
  verdict.reasons = run_reasons(facts);
  if (facts.records_dropped > 0) {
    worsen(verdict.ruling, Ruling::inconclusive);
  }
  for (std::size_t index = 0; index < facts.experiments.size(); ++index) {
    ExperimentVerdict one;
    if (facts.experiments[index].started) {
      one = judge_one(facts, index, summary.experiments.at(index));
      worsen(verdict.ruling, one.ruling);
    }
    verdict.experiments.push_back(std::move(one));
  }
  if (facts.end == RunEnd::incomplete) {
    verdict.ruling = Ruling::incomplete;  // whatever it saw: a log, not a verdict
  }
  verdict.exit_code = exit_code(verdict.ruling);
  return verdict;
}

const char* to_text(Ruling ruling) {
  constexpr std::array words = {"pass",        "fail",       "inconclusive",       "aborted",
                                "interrupted", "incomplete", "baseline_unhealthy", "error",
                                "not_started"};
  return words.at(static_cast<std::size_t>(ruling));
}

int exit_code(Ruling ruling) {
  constexpr std::array codes = {0, 1, 3, 4, 5, 3, 8, 6, 0};
  return codes.at(static_cast<std::size_t>(ruling));
}

}  // namespace gameday::verdict
