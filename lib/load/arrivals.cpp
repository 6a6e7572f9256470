#include "load/arrivals.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace gameday::load {
namespace {

constexpr Duration grain = std::chrono::microseconds(1);

}  // namespace

std::uint64_t arrival_count(PerSecond rate, Duration length) {
  __extension__ using Wide = unsigned __int128;
  constexpr Wide scale = Wide{1'000'000} * 1'000'000'000;  // millionths x nanoseconds
  return static_cast<std::uint64_t>(
      (Wide{rate.micro} * static_cast<std::uint64_t>(length.count()) + scale / 2) / scale);
}

std::vector<Duration> arrival_times(Arrivals arrivals, PerSecond rate, Duration length, Rng rng) {
  const std::uint64_t count = arrival_count(rate, length);
  // A window below one grain may still hold a request: at its start.
  const Duration latest = std::max<Duration>(Duration::zero(), length - grain);
  std::vector<Duration> times;
  times.reserve(count);
  for (std::uint64_t place = 0; place < count; ++place) {
    if (arrivals == Arrivals::uniform) {
      const auto step = static_cast<std::uint64_t>(length / grain) * place / count;
      times.push_back(grain * static_cast<std::int64_t>(step));
    } else {
      times.push_back(rng.between(Duration::zero(), latest));
    }
  }
  std::sort(times.begin(), times.end());
  return times;
}

std::uint16_t draw_kind(const std::vector<RequestKind>& kinds, Rng rng) {
  std::uint64_t total = 0;
  for (const RequestKind& kind : kinds) {
    total += kind.weight;
  }
  CHECK(total > 0, "one kind of request has a weight");
  std::uint64_t drawn = rng.below(total);
  std::uint16_t index = 0;
  for (const RequestKind& kind : kinds) {
    if (drawn < kind.weight) {
      break;
    }
    drawn -= kind.weight;
    ++index;
  }
  return index;
}

}  // namespace gameday::load
