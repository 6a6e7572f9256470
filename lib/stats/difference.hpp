#pragma once
// How sure one can be about the difference of two estimates that were made apart, from the interval
// of each: MOVER, the "method of variance estimates recovery" (Zou and Donner, "Construction of
// confidence limits about effect measures", Statistics in Medicine 27, 2008). Of two shares with
// Wilson's intervals it is Newcombe's, of two medians Price and Bonett's; here the single intervals
// are exact, so it errs on the careful side.

#include <optional>

namespace gameday::stats {

struct Estimate {
  double value = 0;  // infinity: never
  double low = 0;    // its interval, 95 %
  double high = 0;
};

struct Difference {
  double low = 0;
  double high = 0;
};

/// Of `second - first`, 95 %. None where infinity is involved: then only apart() can tell.
std::optional<Difference> difference(const Estimate& first, const Estimate& second);

/// The intervals do not touch: under 1 % by chance, whatever the distribution.
bool apart(const Estimate& first, const Estimate& second);

}  // namespace gameday::stats
