// What chance and statistics cost: draws are made for every attempt, quantiles for every report.

#include <algorithm>
#include <cmath>

#include "base/dice.hpp"
#include "stats/quantile.hpp"
#include "stats/share.hpp"
#include "support/bench_ratios.hpp"

namespace gameday {
namespace {

void add_draws(test::BenchRatios& ratios) {
  static const Seed seed{7};
  const auto mixed = [n = std::uint64_t{0}]() mutable { return mix64(++n); };
  ratios.add(
      "dice: is an attempt hit (hash of five keys, share)",
      [n = std::uint64_t{0}]() mutable {
        const std::uint64_t drawn =
            seed.hash("fault", std::string_view("outage"), std::string_view("openai"), ++n, 0U);
        return falls_below(drawn, Ratio{1, 20});
      },
      "one mix64", mixed);
  ratios.add(
      "dice: a lognormal pace",
      [rng = seed.stream("pace"), shape = Lognormal<Duration>{20ms, 80ms}]() mutable {
        return rng.lognormal(shape);
      },
      "one mix64", mixed);
}

void add_quantiles(test::BenchRatios& ratios) {
  static const std::vector<Duration> times = [] {
    Rng rng = Seed{7}.stream("times");
    std::vector<Duration> drawn;
    for (int i = 0; i < 10'000; ++i) {
      drawn.push_back(rng.lognormal(Lognormal<Duration>{400ms, 3s}));
    }
    return drawn;
  }();
  ratios.add(
      "quantiles: p50, p95 and p99 of 10,000 with their intervals",
      [] {
        std::vector<Duration> sorted = times;
        std::sort(sorted.begin(), sorted.end());
        std::size_t sum = 0;
        for (const stats::QuantileMark mark : {5000U, 9500U, 9900U}) {
          sum += static_cast<std::size_t>(stats::quantile_of(sorted, mark)->count());
          sum += stats::rank_interval(sorted.size(), mark)->high;
        }
        return sum;
      },
      "copied and sorted",
      [] {
        std::vector<Duration> sorted = times;
        std::sort(sorted.begin(), sorted.end());
        return sorted.front();
      });
  ratios.add(
      "shares: an exact interval, 17 of 320", [] { return stats::share_interval(17, 320).high; },
      "one logarithm", [x = 1.5]() mutable { return x = std::log(x) + 2; });
}

}  // namespace
}  // namespace gameday

int main(int argc, char** argv) {
  gameday::test::BenchRatios ratios;
  gameday::add_draws(ratios);
  gameday::add_quantiles(ratios);
  return ratios.run(argc, argv);
}
