#pragma once
// How long a toxic or a fault stays by itself.

#include <cstdint>
#include <optional>

#include "base/time.hpp"

namespace gameday::control {

/// Without one it stays until it is removed. Any change renews it.
struct Lease {
  std::optional<Duration> length{};
  TimePoint over = never;

  /// From now on; a length that is given replaces the one before, 0 takes it away.
  void renew(std::optional<Duration> given, TimePoint now) {
    if (given) {
      length = *given == Duration::zero() ? std::nullopt : given;
    }
    over = length ? later(now, *length) : never;
  }
};

}  // namespace gameday::control
