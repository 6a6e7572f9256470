#include "gateway/watched.hpp"

#include <prometheus/metric_family.h>

namespace gameday::gateway {

namespace {

using prometheus::MetricType;

void collect_retries(const policy::Budget& budget, TimePoint now, MetricFamilies& families) {
  families.push_back(family("gameday_gateway_retry_budget_left",
                            "Retries that the budget has room for now.", MetricType::Gauge));
  add(families.back(), {}, budget.left(now));
  families.push_back(family("gameday_gateway_retry_budget_refused_total",
                            "Retries that the budget had no room for.", MetricType::Counter));
  add(families.back(), {}, budget.counts().refused);
}

}  // namespace

void Watched::collect(TimePoint now, MetricFamilies& families) const {
  if (retries_ != nullptr) {
    collect_retries(*retries_, now, families);
  }
}

}  // namespace gameday::gateway
