#pragma once
// Arithmetic for describe(): times that may be `forever`, and stay so.

#include <cstdint>

#include "base/time.hpp"

namespace gameday::policy {

constexpr Duration plus(Duration left, Duration right) {
  return right >= forever - left ? forever : left + right;
}

constexpr Duration times(Duration one, std::uint64_t count) {
  Duration sum{};
  for (std::uint64_t i = 0; i < count; ++i) {
    sum = plus(sum, one);
  }
  return sum;
}

}  // namespace gameday::policy
