#pragma once
// How much worse a run may be than the one before it: `p95 10%`, `failed 1%`, `attempts.max 0`.
// A gate for a pipeline, judged on every arm and experiment that both runs have.
//
// A percentage of a time or a mean is relative to the run before; of a share (failed, good,
// degraded, served_by.NAME, truncated) it means points: from 0 there is no relative. A bare number
// is a count, a duration is a duration.

#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"
#include "verdict/compare/comparison.hpp"

namespace gameday::verdict {

struct Allowance {
  Expectation metric;
  enum class Kind : std::uint8_t { relative, absolute };
  Kind kind = Kind::relative;
  double value = 0;  // relative: 0.1 is 10 %; absolute: in the metric's unit
  std::string text;  // as it was written
};

/// `METRIC AMOUNT`, more of them between commas; or a sentence that says what is wrong.
Parsed<std::vector<Allowance>> parse_allowances(std::string_view text);

enum class Regressed : std::uint8_t {
  no,
  yes,
  unclear  // worse than allowed, but not beyond chance; or too few to tell
};

struct RegressionResult {
  std::string experiment;
  std::string arm;
  std::string text;
  MetricChange change;
  Regressed regressed = Regressed::unclear;
};

std::vector<RegressionResult> regressions(const Side& before, const Side& after,
                                          const std::vector<Allowance>& allowances);

}  // namespace gameday::verdict
