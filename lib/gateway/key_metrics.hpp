#pragma once
// The keys of each target, and their breakers, as /metrics shows them: of the targets that the
// config of the moment names, and no others.

#include "base/time.hpp"
#include "gateway/metric_families.hpp"
#include "gateway/setup.hpp"

namespace gameday::gateway {

/// Appended to `families`.
void add_key_states(const Setup& setup, TimePoint now, MetricFamilies& families);
void add_breakers(const Setup& setup, TimePoint now, MetricFamilies& families);

}  // namespace gameday::gateway
