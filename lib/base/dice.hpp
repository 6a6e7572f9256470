#pragma once
// All chance in the program. A Seed names streams of draws by purpose and identity; a draw in one
// stream never moves another.
//
// No double leaves this file: durations are floored to whole microseconds, counts to integers, so
// builds with and without FMA draw the same. Keys of a stream are (purpose, experiment, ordinal,
// nth …), never an arm, a port, an address or an arrival time: that is what pairs the arms up.

#include <cstdint>
#include <string_view>

#include "base/hash.hpp"
#include "base/time.hpp"
#include "base/units.hpp"

namespace gameday {

/// A lognormal by its median and its 99th percentile, cut at 1.5 x p99. p99 >= p50 > 0.
template <class T>
struct Lognormal {
  T p50{};
  T p99{};
  bool operator==(const Lognormal&) const = default;
};

/// One stream of draws (SplitMix64). Cheap to make; keep it only as long as its purpose lasts.
class Rng {
 public:
  explicit constexpr Rng(std::uint64_t state) : state_(state) {}

  constexpr std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    return mix64(state_);
  }
  /// Uniform in [0, limit), without bias; limit > 0.
  std::uint64_t below(std::uint64_t limit);
  /// Uniform in [low, high], whole microseconds.
  Duration between(Duration low, Duration high);
  /// True with the given share. 0 % never, 100 % always.
  bool chance(Ratio share);
  Duration lognormal(const Lognormal<Duration>& shape);
  /// At least 1.
  std::uint64_t lognormal(const Lognormal<std::uint64_t>& shape);

 private:
  std::uint64_t state_;
};

class Seed {
 public:
  explicit constexpr Seed(std::uint64_t value) : value_(value) {}
  constexpr std::uint64_t value() const { return value_; }

  template <class... Keys>
  constexpr std::uint64_t hash(std::string_view purpose, const Keys&... keys) const {
    return hash64(value_, purpose, keys...);
  }
  template <class... Keys>
  constexpr Rng stream(std::string_view purpose, const Keys&... keys) const {
    return Rng(hash(purpose, keys...));
  }
  bool operator==(const Seed&) const = default;

 private:
  std::uint64_t value_;
};

/// Where `hash` falls in [0, 1), as a comparison with a share: hash / 2^64 < share.
bool falls_below(std::uint64_t hash, Ratio share);

}  // namespace gameday
