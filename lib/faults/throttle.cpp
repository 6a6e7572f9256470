#include "faults/throttle.hpp"

#include <algorithm>

namespace gameday::faults {
namespace {

// A write each 10 ms: fine enough for a reader who waits for a token, coarse enough that a fast
// rate does not drown in small writes.
constexpr std::uint64_t pieces_per_second = 100;

// Whoever is woken a little late was not idle. A timer of a busy machine is late by less.
constexpr Duration woken_late = 5ms;

Duration time_of(std::uint64_t bytes, std::uint64_t per_second) {
  if (per_second == 0) {
    return forever;
  }
  __extension__ using Wide = unsigned __int128;
  constexpr Wide second = std::chrono::nanoseconds(1s).count();
  const Wide time = (second * bytes + per_second - 1) / per_second;
  const bool fits = time < static_cast<Wide>(forever.count());
  return fits ? Duration(static_cast<std::int64_t>(time)) : forever;
}

}  // namespace

std::uint64_t Throttle::piece(std::uint64_t bytes) const {
  const std::uint64_t most = per_second_->count / pieces_per_second;
  return std::min(bytes, std::max<std::uint64_t>(most, 1));
}

TimePoint Throttle::due(std::uint64_t piece, TimePoint now) {
  if (!due_) {
    const bool idle = now > later(free_, woken_late);
    due_ = later(idle ? now : free_, time_of(piece, per_second_->count));
  }
  return *due_;
}

void Throttle::passed() {
  free_ = *due_;
  due_.reset();
}

}  // namespace gameday::faults
