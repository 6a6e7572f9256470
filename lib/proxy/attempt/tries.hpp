#pragma once
// How many tries of each marked request have come by: what `nth` selects by. Those of requests that
// began longest ago are forgotten, for a proxy may stand for months.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>

#include "base/marker.hpp"

namespace gameday::proxy {

/// At a thousand requests a second the last 16 minutes: no client tries for so long.
inline constexpr std::size_t tries_most = 1'000'000;

class Tries {
 public:
  explicit Tries(std::size_t most = tries_most) : most_(most) {}

  /// One more; how many came before it.
  std::uint32_t add(const Marker& marker);
  std::uint32_t of(const Marker& marker) const;
  std::size_t size() const { return counts_.size(); }

 private:
  const std::size_t most_;
  std::map<Marker, std::uint32_t> counts_;
  std::deque<Marker> order_;  // as their first tries came
};

}  // namespace gameday::proxy
