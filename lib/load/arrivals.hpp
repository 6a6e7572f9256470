#pragma once
// Intended send times of one window.
//
// Poisson means exactly rate x length arrivals (rounded) at sorted uniform times: given its count,
// a Poisson process is just that, and the fixed count makes n the same for every seed.

#include <vector>

#include "base/dice.hpp"
#include "load/options.hpp"

namespace gameday::load {

/// rate x length, rounded to the nearest whole request.
std::uint64_t arrival_count(PerSecond rate, Duration length);

/// Sorted offsets in [0, length), whole microseconds.
std::vector<Duration> arrival_times(Arrivals arrivals, PerSecond rate, Duration length, Rng rng);

/// The index of a kind, drawn by weight.
std::uint16_t draw_kind(const std::vector<RequestKind>& kinds, Rng rng);

}  // namespace gameday::load
