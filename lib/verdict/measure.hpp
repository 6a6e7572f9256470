#pragma once
// One metric of one window of an arm, with what it rests on.

#include <cstdint>
#include <optional>
#include <string>

#include "verdict/judge.hpp"

namespace gameday::verdict {

/// Below it one request is more than 5 % of the sample, and no share or percentile is told.
inline constexpr std::uint64_t least_sample = 20;

struct Measured {
  std::optional<Amount> amount;  // none: there was nothing to measure
  std::optional<Interval> interval;
  std::uint64_t n = 0;
  std::string too_weak;  // why no judgement can stand on it; empty: one can
};

/// `as_share`: failed, good, degraded and served_by as a part of the whole instead of a count.
Measured measure(const Expectation& metric, bool as_share, const ArmSummary& arm,
                 record::Window window, const RunFacts& facts);

}  // namespace gameday::verdict
