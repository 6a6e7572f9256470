#include "policy/pace_guard.hpp"

#include <algorithm>

namespace gameday::policy {

PaceGuard::PaceGuard(const PaceOptions& options)
    : window_(options.window),
      needed_(std::max<std::uint64_t>(
          (options.per_second * static_cast<std::uint64_t>(options.window / 1ms) + 999) / 1000,
          1)) {}

void PaceGuard::heard(std::uint64_t tokens, TimePoint now) {
  if (tokens == 0) {
    return;
  }
  first_due_ = std::min(first_due_, later(now, window_));
  latest_.push_back({now, tokens});
  sum_ += tokens;
  while (sum_ - latest_.front().tokens >= needed_) {
    sum_ -= latest_.front().tokens;
    latest_.pop_front();
  }
}

TimePoint PaceGuard::due() const {
  // The window holds too little as soon as the oldest of these has left it.
  return sum_ < needed_ ? first_due_ : std::max(first_due_, later(latest_.front().at, window_));
}

}  // namespace gameday::policy
