#pragma once
// Quantiles of a small sample, exactly: nearest rank over the sorted values, and the interval that
// holds the true quantile whatever the distribution (order statistics: Conover, "Practical
// Nonparametric Statistics", 3rd ed., 3.2). What lies beyond is counted, because a percentile with
// fewer than five samples beyond it says more about luck than about the system.

#include <cstddef>
#include <optional>
#include <span>

#include "base/time.hpp"

namespace gameday::stats {

/// In ten-thousandths, as in verdict::Expectation: p95 is 9500, p99.9 is 9990.
using QuantileMark = unsigned;
inline constexpr QuantileMark whole = 10'000;

/// 0-based index of the nearest rank, ceil(q n) - 1; n > 0.
std::size_t nearest_rank(std::size_t n, QuantileMark quantile);
/// Expected number of samples beyond the quantile, floor(n (1 - q)): 16 of 320 for p95.
std::size_t samples_beyond(std::size_t n, QuantileMark quantile);
/// True when at least five samples lie beyond it: p95 from n = 100, p99 from n = 500.
bool carries(std::size_t n, QuantileMark quantile);

/// `sorted` ascending; gameday::forever stands for never. None when it is empty.
std::optional<Duration> quantile_of(std::span<const Duration> sorted, QuantileMark quantile);

/// 0-based indices of the order statistics that enclose the quantile with 95 %; none when the
/// sample is too small to enclose it on both sides.
struct RankInterval {
  std::size_t low = 0;
  std::size_t high = 0;
};
std::optional<RankInterval> rank_interval(std::size_t n, QuantileMark quantile);

}  // namespace gameday::stats
