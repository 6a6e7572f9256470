#include "verdict/contract.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "verdict/check.hpp"

namespace gameday::verdict {
namespace {

using record::Outcome;

bool one_of(Metric metric, std::initializer_list<Metric> metrics) {
  return std::ranges::find(metrics, metric) != metrics.end();
}

/// Told by attempts at the provider, which a connection that is never made does not show.
bool needs_attempts(Metric metric) {
  return one_of(metric, {Metric::attempts_max, Metric::failover_max});
}

/// Somebody else had to be asked: the client got nothing, and it was not its own fault.
bool needed_fallback(const Measurement& did) {
  return !did.first_content &&
         (did.outcome == Outcome::timeout || did.outcome == Outcome::http_5xx ||
          did.outcome == Outcome::http_429 || did.outcome == Outcome::reset ||
          did.outcome == Outcome::connect_error || did.outcome == Outcome::bad_payload);
}

std::string amount_words(const Amount& amount) {
  return amount.unit == Amount::Unit::duration ? fmt::format("{:.2f} s", amount.value)
                                               : fmt::format("{:g}", amount.value);
}

Finding judge_clause(const Clause& clause, const MatrixCell& cell, const RunFacts& facts,
                     const Summary& summary) {
  const Metric metric = clause.expectation.metric;
  Finding finding{Standing::held, clause.expectation.text, {}};
  if (cell.connections && needs_attempts(metric)) {
    finding.standing = Standing::not_observable;
    return finding;
  }
  if (metric == Metric::failover_max && !cell.measured->failover) {
    if (needed_fallback(*cell.measured)) {
      finding.standing = Standing::broken;
      finding.sentence = clause.expectation.text + ": nobody else was asked";
    }
    return finding;
  }
  const CheckResult result =
      check(facts, summary.experiments.front(), {0, clause.expectation}, record::Window::fault);
  if (result.ruling == Ruling::fail) {
    finding.standing = Standing::broken;
    finding.sentence =
        fmt::format("{}: saw {}", clause.expectation.text, amount_words(*result.observed));
  } else if (result.ruling != Ruling::pass && result.n > 0) {
    finding.standing = Standing::unclear;
    finding.sentence = fmt::format("{}: {}", clause.expectation.text, result.reason);
  }
  return finding;  // nothing to judge by, such as a unary answer for `truncated`: not asked
}

}  // namespace

std::string unfit_for_contract(const Expectation& expectation) {
  if (expectation.kind == Expectation::Kind::factor) {
    return "there is no other arm to compare with; write a number";
  }
  if (expectation.kind == Expectation::Kind::share) {
    return "a row is one request of each shape, of which there is no share; write a count, such as "
           "failed == 0";
  }
  if (one_of(expectation.metric, {Metric::answer_quantile, Metric::outcome_quantile,
                                  Metric::failover_quantile, Metric::ttft_quantile})) {
    return "a row is one request of each shape, which has no percentile; write max instead of pNN";
  }
  if (one_of(expectation.metric,
             {Metric::attempts_mean, Metric::amplification, Metric::recovery_time, Metric::good})) {
    return "a row is one request of each shape, which cannot tell that; write attempts.max, "
           "failover.max, max, failed, degraded or truncated";
  }
  return {};
}

bool applies(const Clause& clause, const MatrixCell& cell) {
  switch (clause.of) {
    case Clause::Of::every_failure:
      return !cell.control;
    case Clause::Of::no_fault:
      return cell.control;
    case Clause::Of::row:
      return clause.row == cell.row;
  }
  return false;
}

void judge_by_contract(MatrixCell& cell, const Contract& contract, const RunFacts& facts,
                       const Summary& summary) {
  if (!cell.measured || !cell.why_not.empty()) {
    cell.findings.push_back({Standing::unclear, "measured", cell.why_not});
    return;
  }
  for (const Clause& clause : contract.clauses) {
    if (applies(clause, cell)) {
      cell.findings.push_back(judge_clause(clause, cell, facts, summary));
    }
  }
}

}  // namespace gameday::verdict
