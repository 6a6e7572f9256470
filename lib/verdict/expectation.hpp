#pragma once
// A check as it is written: `METRIC OP VALUE` or `METRIC OP Nx ARM`. One grammar everywhere:
// expect, abort_if, budgets. With `%` a value is a share, with a time unit a duration, bare a
// count.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"

namespace gameday::verdict {

enum class Metric : std::uint8_t {
  failed,
  good,
  degraded,
  answer_quantile,
  answer_min,
  answer_max,  // pNN, min, max: a failed request is never
  outcome_quantile,
  outcome_min,
  outcome_max,  // to any outcome
  attempts_mean,
  attempts_max,
  amplification,
  served_by,  // NAME in `subject`
  failover_quantile,
  failover_max,
  ttft_quantile,  // streams; one that gave nothing is never
  stall_max,      // the longest silence inside a stream
  truncated,      // streams that were cut without a word
  recovery_time,  // from the end of the fault, whatever window is judged
  retry_after_violations,
  failed_others  // failed, but not in flight on a replica that was killed or paused
};

enum class Comparison : std::uint8_t { less, at_most, equal, at_least, greater, not_equal };

struct Expectation {
  Metric metric = Metric::failed;
  std::uint32_t quantile = 0;  // in ten-thousandths: p95 is 9500, p99.9 is 9990
  std::string subject;         // served_by: the provider
  Comparison comparison = Comparison::equal;

  enum class Kind : std::uint8_t { count, share, duration, factor };
  Kind kind = Kind::count;
  double value = 0;       // count, share (0 to 1), seconds, or the factor
  std::string other_arm;  // factor: compared with this arm's same metric

  std::string text;  // as it was written
};

/// True for what is measured on requests alone, against a number: a guard can watch it while they
/// run. Attempts are seen elsewhere, and later.
bool watchable(const Expectation& check);

/// `observed COMPARISON limit`
bool holds(Comparison comparison, double observed, double limit);

/// The expectation, or a sentence that says what is wrong and what is allowed. A metric of the
/// design that is not measured in this version is refused by name.
Parsed<Expectation> parse_expectation(std::string_view text);

/// The same grammar for those who have metrics of their own.
struct CheckParts {
  std::string_view metric;
  Comparison comparison = Comparison::equal;
  std::string_view value;
};
Parsed<CheckParts> check_parts(std::string_view text);

}  // namespace gameday::verdict
