#pragma once
// A line that carries one thing after the other, for one connection or for several that share it:
// whoever wants to send takes the next time that is free. Who takes a little each time shares it
// fairly. Single thread; pure, as who takes says when.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace gameday::toxics {

class Line {
 public:
  /// When `size` bytes, which are there at `ready`, have passed. KB/s are bytes a millisecond; the
  /// rate is not 0. Idle time earns no credit. What was taken and is not used stays unused.
  TimePoint take(std::size_t size, std::uint64_t rate, TimePoint ready) {
    free_ = std::max(free_, ready) + Duration(static_cast<Duration::rep>(size * 1'000'000 / rate));
    return free_;
  }

 private:
  TimePoint free_{};
};

}  // namespace gameday::toxics
