#include "base/dice.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/assert.hpp"

namespace gameday {
namespace {

constexpr Duration grain = std::chrono::microseconds(1);

// The 99th percentile of the standard normal distribution.
constexpr double z99 = 2.3263478740408408;

// 53 random bits, never 0: log() of it is finite.
double open_unit(Rng& rng) {
  constexpr double step = 1.0 / 9007199254740992.0;  // 2^-53
  return (static_cast<double>(rng.next() >> 11U) + 0.5) * step;
}

// Box and Muller; the second value is thrown away so that a draw is always two steps of the stream.
double standard_normal(Rng& rng) {
  const double radius = std::sqrt(-2.0 * std::log(open_unit(rng)));
  return radius * std::cos(2.0 * std::numbers::pi * open_unit(rng));
}

double lognormal_of(Rng& rng, double p50, double p99) {
  const double sigma = std::log(p99 / p50) / z99;
  const double value = p50 * std::exp(sigma * standard_normal(rng));
  return std::min(value, 1.5 * p99);
}

}  // namespace

std::uint64_t Rng::below(std::uint64_t limit) {
  CHECK(limit > 0, "a draw needs at least one possible value");
  // Lemire, "Fast random integer generation in an interval", 2019.
  __extension__ using Wide = unsigned __int128;
  Wide product = Wide{next()} * limit;
  auto low = static_cast<std::uint64_t>(product);
  if (low < limit) {
    const std::uint64_t threshold = (0 - limit) % limit;
    while (low < threshold) {
      product = Wide{next()} * limit;
      low = static_cast<std::uint64_t>(product);
    }
  }
  return static_cast<std::uint64_t>(product >> 64U);
}

Duration Rng::between(Duration low, Duration high) {
  CHECK(low <= high, "an interval starts before it ends");
  const auto steps = static_cast<std::uint64_t>((high - low) / grain);
  return low + grain * static_cast<std::int64_t>(below(steps + 1));
}

bool Rng::chance(Ratio share) {
  return falls_below(next(), share);
}

Duration Rng::lognormal(const Lognormal<Duration>& shape) {
  constexpr auto most = static_cast<double>(forever / grain);  // no Duration can hold more
  const Duration p50 = std::max(shape.p50, grain);             // nothing has no logarithm
  const Duration p99 = std::max(shape.p99, p50);
  const double micros =
      lognormal_of(*this, static_cast<double>(p50 / grain), static_cast<double>(p99 / grain));
  return micros < most ? grain * static_cast<std::int64_t>(std::floor(micros)) : forever;
}

std::uint64_t Rng::lognormal(const Lognormal<std::uint64_t>& shape) {
  const double value =
      lognormal_of(*this, static_cast<double>(shape.p50), static_cast<double>(shape.p99));
  return std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::floor(value)));
}

bool falls_below(std::uint64_t hash, Ratio share) {
  // hash / 2^64 < numerator / denominator, exactly.
  __extension__ using Wide = unsigned __int128;
  return Wide{hash} * share.denominator < Wide{share.numerator} << 64U;
}

}  // namespace gameday
