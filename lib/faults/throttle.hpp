#pragma once
// When the next bytes of a body may go that has so many bytes a second: each one's time is over
// before it goes. Time in which there was nothing to send is not made up for. No clock of its own.

#include <cstdint>
#include <optional>

#include "base/time.hpp"
#include "base/units.hpp"

namespace gameday::faults {

class Throttle {
 public:
  /// None: no limit. 0: nothing goes.
  explicit Throttle(std::optional<Bytes> per_second) : per_second_(per_second) {}

  bool on() const { return per_second_.has_value(); }
  void off() { per_second_.reset(); }
  void start(TimePoint now) { free_ = now; }
  /// Of `bytes` that are there: how many go together, at most.
  std::uint64_t piece(std::uint64_t bytes) const;
  /// When that piece may go; the same until it has.
  TimePoint due(std::uint64_t piece, TimePoint now);
  void passed();

 private:
  std::optional<Bytes> per_second_;
  TimePoint free_{};  // when the last one's time was over
  std::optional<TimePoint> due_;
};

}  // namespace gameday::faults
