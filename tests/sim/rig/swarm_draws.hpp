#pragma once
// The dice of a swarm: one stream a purpose, so that one more draw here moves none there.

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/dice.hpp"

namespace gameday::test {

class Draws {
 public:
  Draws(std::uint64_t seed, std::string_view purpose, std::uint64_t index = 0)
      : rng_(Seed(seed).stream("swarm", purpose, index)) {}

  /// Both ends included.
  std::uint64_t number(std::uint64_t low, std::uint64_t high) {
    return low + rng_.below(high - low + 1);
  }
  bool percent(std::uint32_t share) { return rng_.chance(Ratio{share, 100}); }
  template <class T>
  const T& one_of(const std::vector<T>& list) {
    return list[rng_.below(list.size())];
  }

 private:
  Rng rng_;
};

}  // namespace gameday::test
