#pragma once
// This process as Prometheus' client libraries describe theirs, from Linux' /proc/self:
// https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics

#include <string_view>
#include <vector>

namespace gameday::control {

struct ProcessMetric {
  std::string_view name;
  std::string_view help;
  bool counts = false;  // a counter; else a gauge
  double value = 0;
};

/// What cannot be read is left out.
std::vector<ProcessMetric> process_metrics();

}  // namespace gameday::control
