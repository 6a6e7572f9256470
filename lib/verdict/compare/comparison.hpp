#pragma once
// Two runs beside each other, metric by metric over the fault window of every experiment and arm
// that both have, by name. Better or worse is said only where the 95 % interval of the difference
// leaves zero out; a run beside itself is the same in everything.
//
// Of about twenty metrics that did not change one looks better or worse by chance. A single
// observation, such as a maximum, has no interval: it is told as what it is.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verdict/measure.hpp"
#include "verdict/summary.hpp"

namespace gameday::verdict {

/// A run as far as it is compared; it only points.
struct Side {
  const RunFacts& facts;
  const Summary& summary;
};

enum class Change : std::uint8_t {
  same,
  better,
  worse,
  unclear  // too few on either side, or nothing to measure
};

struct MetricChange {
  Expectation metric;  // its name is `text`; the comparison says nothing
  Measured before;
  Measured after;
  std::optional<Interval> difference;  // after - before, in the metric's unit
  bool single = false;                 // one observation a side: there is no interval
  Change change = Change::unclear;
  std::string why;  // unclear
};

struct ArmComparison {
  std::string experiment;
  std::string arm;
  std::vector<MetricChange> metrics;
};

struct RunComparison {
  std::vector<ArmComparison> arms;
  std::vector<std::string> only_before;  // `429 storm · tuned gateway`
  std::vector<std::string> only_after;
};

RunComparison compare(const Side& before, const Side& after);

/// An arm of an experiment that both runs have.
struct CommonArm {
  std::string experiment;
  std::string arm;
  const ArmSummary& before;
  const ArmSummary& after;
};
/// In the order of the run before.
std::vector<CommonArm> common_arms(const Side& before, const Side& after);

/// One metric on one arm of one experiment in both runs.
MetricChange compare_metric(const Expectation& metric, const ArmSummary& before,
                            const RunFacts& before_facts, const ArmSummary& after,
                            const RunFacts& after_facts);

/// Compared as a part of the whole: runs need not have the same number of requests.
bool is_share(Metric metric);
/// More of it is better: good answers, and nothing else.
bool more_is_better(Metric metric);

}  // namespace gameday::verdict
