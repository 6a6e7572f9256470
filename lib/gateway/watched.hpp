#pragma once
// Policies that count for themselves: /metrics reads their numbers at the moment of the scrape.
// What is watched outlives this. Single thread.

#include "gateway/metric_families.hpp"
#include "policy/budget.hpp"

namespace gameday::gateway {

class Watched {
 public:
  void retries(const policy::Budget& budget) { retries_ = &budget; }

  /// Appended to `families`; nothing for policies that are switched off.
  void collect(TimePoint now, MetricFamilies& families) const;

 private:
  const policy::Budget* retries_ = nullptr;
};

}  // namespace gameday::gateway
