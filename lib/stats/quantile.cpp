#include "stats/quantile.hpp"

#include <algorithm>
#include <ranges>

#include <boost/math/distributions/binomial.hpp>

namespace gameday::stats {
namespace {

constexpr std::size_t least_beyond = 5;  // fewer, and one request more or less moves the percentile
constexpr double tail = 0.025;           // on each side of a 95 % interval

}  // namespace

std::size_t nearest_rank(std::size_t n, QuantileMark quantile) {
  const std::size_t rank = (n * quantile + whole - 1) / whole;
  return rank == 0 ? 0 : std::min(rank, n) - 1;
}

std::size_t samples_beyond(std::size_t n, QuantileMark quantile) {
  return quantile >= whole ? 0 : n * (whole - quantile) / whole;
}

bool carries(std::size_t n, QuantileMark quantile) {
  return samples_beyond(n, quantile) >= least_beyond;
}

std::optional<Duration> quantile_of(std::span<const Duration> sorted, QuantileMark quantile) {
  if (sorted.empty()) {
    return std::nullopt;
  }
  return sorted[nearest_rank(sorted.size(), quantile)];
}

std::optional<RankInterval> rank_interval(std::size_t n, QuantileMark quantile) {
  if (n == 0 || quantile == 0 || quantile >= whole) {
    return std::nullopt;
  }
  // How many samples fall below the quantile is binomial, so P(at most k) bounds each end.
  const boost::math::binomial_distribution<double> below(static_cast<double>(n),
                                                         static_cast<double>(quantile) / whole);
  const auto at_most = [&](std::size_t k) { return cdf(below, static_cast<double>(k)); };
  const auto ranks = std::views::iota(std::size_t{0}, n);
  const auto first_above =
      std::ranges::partition_point(ranks, [&](std::size_t k) { return at_most(k) <= tail; });
  const auto first_enough =
      std::ranges::partition_point(ranks, [&](std::size_t k) { return at_most(k) < 1 - tail; });
  if (first_above == ranks.begin() || first_enough == ranks.end()) {
    return std::nullopt;
  }
  return RankInterval{*first_above - 1, *first_enough};
}

}  // namespace gameday::stats
