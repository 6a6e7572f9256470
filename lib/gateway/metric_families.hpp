#pragma once
// Prometheus' families, put together in one line each. Only while somebody scrapes.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace prometheus {
struct MetricFamily;
enum class MetricType;
}  // namespace prometheus

namespace gameday::gateway {

using MetricFamilies = std::vector<prometheus::MetricFamily>;
using Labels = std::vector<std::pair<std::string, std::string>>;

prometheus::MetricFamily family(std::string name, std::string help, prometheus::MetricType type);
/// Counters and gauges only.
void add(prometheus::MetricFamily& family, const Labels& labels, std::uint64_t value);
void add(prometheus::MetricFamily& family, const Labels& labels, double value);

}  // namespace gameday::gateway
