#pragma once
// Config and row in, measurement out: one request in virtual time. What a test of many configs
// calls; `gameday verify` itself plays all rows at once through play_trials.hpp.

#include "gateway/options.hpp"
#include "rig/verify/row.hpp"
#include "verdict/measurement.hpp"

namespace gameday::rig {

/// The row must have a request of that shape and the config a chain. Nothing when the row does not
/// fit the config, or the rig cannot be raised.
std::optional<verdict::Measurement> measure_simulated(const gateway::Options& gateway,
                                                      const Row& row, Shape shape, Seed seed);

}  // namespace gameday::rig
