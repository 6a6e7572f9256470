#include "stats/share.hpp"

#include <boost/math/distributions/binomial.hpp>

#include "base/assert.hpp"

namespace gameday::stats {

ShareInterval share_interval(std::uint64_t hits, std::uint64_t n) {
  CHECK(hits <= n, "a part is not more than the whole");
  if (n == 0) {
    return {};
  }
  using Binomial = boost::math::binomial_distribution<double>;
  constexpr double all_on_one_side = 0.05;
  constexpr double each_side = all_on_one_side / 2;
  const auto trials = static_cast<double>(n);
  const auto successes = static_cast<double>(hits);
  if (hits == 0) {
    return {0, Binomial::find_upper_bound_on_p(trials, successes, all_on_one_side)};
  }
  if (hits == n) {
    return {Binomial::find_lower_bound_on_p(trials, successes, all_on_one_side), 1};
  }
  return {Binomial::find_lower_bound_on_p(trials, successes, each_side),
          Binomial::find_upper_bound_on_p(trials, successes, each_side)};
}

}  // namespace gameday::stats
