#include "rig/verify/cell.hpp"

#include "rig/verify/declared.hpp"

namespace gameday::rig {
namespace {

std::string why_not(const Row& row, const Trial& trial, const Played& played,
                    const verdict::MatrixCell& cell) {
  if (!trial.unfit.empty()) {
    return trial.unfit;
  }
  if (!played.ending.problem.empty()) {
    return played.ending.problem;
  }
  if (!played.unproved.empty()) {
    return played.unproved;
  }
  if (!played.contaminated.empty()) {
    return "contaminated: " + played.contaminated;
  }
  if (!played.played || played.ending.stopped || !cell.measured) {
    return "stopped before its end";
  }
  if (row.connections) {
    return {};
  }
  if (cell.measured->tries.empty()) {
    return "no fault proxy saw the request";
  }
  const bool meant = !trial.scenario.experiments.front().faults.empty();
  const bool met = cell.measured->met_fault || cell.measured->outcome == record::Outcome::left;
  return meant && !met ? "the request did not meet the fault" : "";
}

}  // namespace

verdict::MatrixCell make_cell(const Row& row, const Trial& trial, const Played& played) {
  verdict::MatrixCell cell;
  cell.row = row.name;
  cell.title = row.scenario.title;
  cell.control = row.kind != Row::Kind::failure;
  cell.connections = row.connections;
  cell.streamed = trial.shape == Shape::streamed;
  const ArmOptions& arm = trial.options.arms.front();
  if (arm.kind == ArmOptions::Kind::gateway) {
    cell.declared = declared(arm.gateway, row, trial.shape);
  }
  if (played.played) {
    cell.measured =
        verdict::measure_request(facts_of(trial, played), played.records,
                                 trial.plan.experiments.front().arrivals.front().ordinal);
  }
  cell.why_not = why_not(row, trial, played, cell);
  return cell;
}

}  // namespace gameday::rig
