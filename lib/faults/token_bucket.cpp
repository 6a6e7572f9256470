#include "faults/token_bucket.hpp"

#include <algorithm>

namespace gameday::faults {

bool TokenBucket::take(PerSecond rate, std::uint64_t burst, TimePoint now) {
  const Level full = token * burst;
  if (!started_) {
    started_ = true;
    level_ = full;
  } else {
    const auto passed = static_cast<std::uint64_t>((now - last_).count());
    level_ = std::min(full, level_ + Level{passed} * rate.micro);
  }
  last_ = now;
  if (level_ < token) {
    return false;
  }
  level_ -= token;
  return true;
}

Duration TokenBucket::next_token(PerSecond rate) const {
  if (level_ >= token) {
    return Duration::zero();
  }
  const Level wait = (token - level_ + rate.micro - 1) / rate.micro;
  return Duration(static_cast<Duration::rep>(wait));
}

}  // namespace gameday::faults
