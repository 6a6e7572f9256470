#include "stats/difference.hpp"

#include <cmath>

namespace gameday::stats {

std::optional<Difference> difference(const Estimate& first, const Estimate& second) {
  for (const Estimate& one : {first, second}) {
    if (!std::isfinite(one.value) || !std::isfinite(one.low) || !std::isfinite(one.high)) {
      return std::nullopt;
    }
  }
  const double between = second.value - first.value;
  const double below = std::hypot(second.value - second.low, first.high - first.value);
  const double above = std::hypot(second.high - second.value, first.value - first.low);
  return Difference{between - below, between + above};
}

bool apart(const Estimate& first, const Estimate& second) {
  return first.high < second.low || second.high < first.low;
}

}  // namespace gameday::stats
