#pragma once
// Times counted in fixed buckets: plain integers, nothing allocated. The bounds are those that
// OpenTelemetry's GenAI conventions advise for their histograms, so that dashboards fit.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "base/time.hpp"

namespace gameday::gateway {

/// gen_ai.server.request.duration, gen_ai.client.operation.duration.
inline constexpr std::array<Duration, 14> duration_bounds = {
    10ms,   20ms,   40ms,   80ms,    160ms,   320ms,   640ms,
    1280ms, 2560ms, 5120ms, 10240ms, 20480ms, 40960ms, 81920ms};
/// gen_ai.server.time_to_first_token.
inline constexpr std::array<Duration, 16> first_token_bounds = {
    1ms,   5ms,   10ms,  20ms, 40ms,   60ms, 80ms,   100ms,
    250ms, 500ms, 750ms, 1s,   2500ms, 5s,   7500ms, 10s};

/// `bounds` are inclusive and ascend; what is above the last stands in one bucket more.
template <const auto& bounds>
class Buckets {
 public:
  static constexpr std::size_t size = bounds.size() + 1;

  void add(Duration took) {
    const auto at = std::lower_bound(bounds.begin(), bounds.end(), took) - bounds.begin();
    ++counts_[static_cast<std::size_t>(at)];
    sum_ += took;
  }
  const std::array<std::uint64_t, size>& counts() const { return counts_; }
  Duration sum() const { return sum_; }

 private:
  std::array<std::uint64_t, size> counts_{};
  Duration sum_{};
};

using Durations = Buckets<duration_bounds>;
using FirstTokens = Buckets<first_token_bounds>;

}  // namespace gameday::gateway
