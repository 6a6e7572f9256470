#pragma once
// How sure one can be about a share: Clopper and Pearson's exact interval (Biometrika 26, 1934),
// 95 %. When none or all were hit one side is known, so the other takes the whole 5 %:
// 0 of 320 is at most 1 - 0.05^(1/320) = 0.93 %, which is the rule of three.

#include <cstdint>

namespace gameday::stats {

struct ShareInterval {
  double low = 0;
  double high = 1;
};

/// Of `hits` among `n`; [0, 1] when n is 0.
ShareInterval share_interval(std::uint64_t hits, std::uint64_t n);

}  // namespace gameday::stats
