#pragma once
// Policies that count for themselves, as /metrics shows them: slots, retry budget, hedges, restarts
// and the check of schemas. Nothing of those that are switched off.

#include "base/time.hpp"
#include "gateway/metric_families.hpp"
#include "gateway/schema/unchecked.hpp"
#include "gateway/setup.hpp"

namespace gameday::gateway {

/// Appended to `families`.
void add_policies(const Setup& setup, const schema::FormCounts& forms, TimePoint now,
                  MetricFamilies& families);

}  // namespace gameday::gateway
