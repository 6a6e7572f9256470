#pragma once
// Up to `burst` tokens, refilled at `rate`: what a provider's rate limiter is made of. Integers
// only, so a simulation and a real run count the same. Starts full.

#include <cstdint>

#include "base/time.hpp"
#include "base/units.hpp"

namespace gameday::faults {

class TokenBucket {
 public:
  /// `now` never goes back. False: it is empty, and nothing was taken.
  bool take(PerSecond rate, std::uint64_t burst, TimePoint now);
  /// From `now`, the time of the last take, until there is a token again; `rate` above zero.
  Duration next_token(PerSecond rate) const;

 private:
  // Millionths of a token per second times nanoseconds: a token is 10^15 of them.
  __extension__ using Level = unsigned __int128;
  static constexpr Level token = 1'000'000'000'000'000;

  bool started_ = false;
  Level level_ = 0;
  TimePoint last_{};
};

}  // namespace gameday::faults
