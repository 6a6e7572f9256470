#pragma once
// When the next question is due. Closed loop: as soon as somebody is free to ask it. Open loop: at
// the times of a Poisson process, the same for every run at that rate, whatever became of those
// before; whoever asks late has its wait counted.

#include <cmath>
#include <optional>
#include <vector>

#include "base/dice.hpp"
#include "bench/gateway/arguments.hpp"
#include "load/arrivals.hpp"

namespace gameday::test {

class Schedule {
 public:
  Schedule(const Arguments& arguments, TimePoint start)
      : open_(arguments.rate > 0), most_(arguments.requests), start_(start) {
    const Duration length(static_cast<std::int64_t>(arguments.seconds * 1e9));
    end_ = start + length;
    const PerSecond rate{static_cast<std::uint64_t>(std::llround(arguments.rate * 1e6))};
    due_ = load::arrival_times(load::Arrivals::poisson, rate, length,
                               Seed(1).stream("bench/arrivals"));
  }

  std::optional<TimePoint> next(TimePoint now) {
    const bool enough = most_ > 0 && given_ == most_;
    if (enough || (open_ ? given_ == due_.size() : now >= end_)) {
      return std::nullopt;
    }
    ++given_;
    return open_ ? start_ + due_[given_ - 1] : now;
  }
  TimePoint start() const { return start_; }

 private:
  const bool open_;
  const std::uint64_t most_;
  const TimePoint start_;
  TimePoint end_;
  std::vector<Duration> due_;  // since the start
  std::uint64_t given_ = 0;
};

}  // namespace gameday::test
