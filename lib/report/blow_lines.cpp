#include "report/blow_lines.hpp"

#include <fmt/format.h>

#include "report/figures.hpp"

namespace gameday::report {
namespace {

using record::Window;
using verdict::Blow;

std::string when(const verdict::ExperimentFacts& facts, TimePoint at) {
  const Duration fault = at - facts.started.value_or(run_start) - facts.baseline;
  return fault < facts.fault ? duration(fault, 2) + " into the fault"
                             : duration(fault - facts.fault, 2) + " into the recovery";
}

std::string what(const verdict::ExperimentFacts& facts, const Blow& blow) {
  const bool paused = blow.what == record::Event::Kind::replica_paused;
  const char* word = paused                                                ? "paused"
                     : blow.what == record::Event::Kind::replica_restarted ? "restarted"
                                                                           : "killed";
  const std::string how_long = !paused ? ""
                               : blow.until == TimePoint::max()
                                   ? " for good"
                                   : " for " + duration(blow.until - blow.from, 2);
  return fmt::format("{} {}{}", word, when(facts, blow.from), how_long);
}

std::string name_of(const Document& document, const verdict::ExperimentFacts& facts,
                    const Blow& blow) {
  return fmt::format("replica {} of {} {}", blow.replica, document.facts.arms.at(blow.arm).name,
                     what(facts, blow));
}

std::uint64_t others(const verdict::ArmSummary& arm) {
  return arm.at(Window::fault).failed_others + arm.at(Window::recovery).failed_others;
}

}  // namespace

std::vector<std::string> blow_names(const Document& document, std::size_t experiment) {
  const verdict::ExperimentFacts& facts = document.facts.experiments[experiment];
  std::vector<std::string> names;
  for (const Blow& blow : document.summary.experiments[experiment].blows) {
    names.push_back(name_of(document, facts, blow));
  }
  return names;
}

std::vector<std::string> blow_lines(const Document& document, std::size_t experiment) {
  const verdict::ExperimentFacts& facts = document.facts.experiments[experiment];
  const verdict::ExperimentSummary& summary = document.summary.experiments[experiment];
  std::vector<std::string> lines;
  for (const Blow& blow : summary.blows) {
    const bool one = blow.in_flight == 1;
    const bool paused = blow.what == record::Event::Kind::replica_paused;
    lines.push_back(fmt::format("{}: {} request{} {}, {} failed; {} others failed",
                                name_of(document, facts, blow), count(blow.in_flight),
                                one ? "" : "s", paused ? "on it meanwhile" : "in flight on it",
                                count(blow.failed), count(others(summary.arms.at(blow.arm)))));
  }
  return lines;
}

}  // namespace gameday::report
