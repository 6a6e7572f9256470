#include "control/metrics.hpp"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include "control/process_metrics.hpp"

namespace gameday::control {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;
using Families = std::vector<MetricFamily>;

MetricFamily& family(Families& all, std::string name, std::string help, MetricType type) {
  MetricFamily& made = all.emplace_back();
  made.name = std::move(name);
  made.help = std::move(help);
  made.type = type;
  return made;
}

void add(MetricFamily& family, std::vector<ClientMetric::Label> labels, double value) {
  ClientMetric metric;
  metric.label = std::move(labels);
  if (family.type == MetricType::Counter) {
    metric.counter.value = value;
  } else {
    metric.gauge.value = value;
  }
  family.metric.push_back(std::move(metric));
}

SeriesMap series_of(const ProxySet& set) {
  SeriesMap all = set.traffic().past();
  for (const auto& [name, proxy] : set.all()) {
    if (proxy->enabled()) {
      Series& series = all[proxy->series()];
      series.counts.add(proxy->counts());
      series.open += proxy->connections();
    }
  }
  return all;
}

/// With `direction`, and in the order that Toxiproxy prints.
std::vector<ClientMetric::Label> labels(const SeriesName& name, const char* direction) {
  std::vector<ClientMetric::Label> all;
  if (direction != nullptr) {
    all.push_back({"direction", direction});
  }
  all.push_back({"listener", name.listener});
  all.push_back({"proxy", name.proxy});
  all.push_back({"upstream", name.upstream});
  return all;
}

using Bytes = std::uint64_t proxy::TcpCounts::Way::*;
void add_bytes(Families& all, const SeriesMap& map, const char* name, Bytes bytes) {
  MetricFamily& made = family(all, name, "", MetricType::Counter);
  for (const auto& [series, values] : map) {
    const proxy::TcpCounts& counts = values.counts;
    add(made, labels(series, "downstream"), static_cast<double>(counts.downstream.*bytes));
    add(made, labels(series, "upstream"), static_cast<double>(counts.upstream.*bytes));
  }
}

using Count = std::uint64_t proxy::TcpCounts::*;
void add_count(Families& all, const SeriesMap& map, const char* name, const char* help,
               Count count) {
  MetricFamily& made = family(all, name, help, MetricType::Counter);
  for (const auto& [series, values] : map) {
    add(made, labels(series, nullptr), static_cast<double>(values.counts.*count));
  }
}

void add_proxies(Families& all, const ProxySet& set) {
  const SeriesMap map = series_of(set);
  using Counts = proxy::TcpCounts;
  add_bytes(all, map, "toxiproxy_proxy_received_bytes_total", &Counts::Way::received);
  add_bytes(all, map, "toxiproxy_proxy_sent_bytes_total", &Counts::Way::sent);
  add_count(all, map, "gameday_proxy_connections_total", "Connections accepted.",
            &Counts::accepted);
  add_count(all, map, "gameday_proxy_dial_errors_total",
            "Connections, or HTTP requests, whose upstream could not be reached.",
            &Counts::dial_errors);
  add_count(all, map, "gameday_proxy_toxic_connections_total",
            "Connections that a toxic has acted on.", &Counts::hit);
  MetricFamily& open = family(all, "gameday_proxy_active_connections", "Connections that are open.",
                              MetricType::Gauge);
  for (const auto& [series, values] : map) {
    add(open, labels(series, nullptr), static_cast<double>(values.open));
  }
}

}  // namespace

std::string metrics_text(const ProxySet& set, const ApiOptions& options) {
  Families all;
  if (options.proxy_metrics) {
    add_proxies(all, set);
  }
  if (options.runtime_metrics) {
    MetricFamily& info =
        family(all, "gameday_build_info", "Always 1; its label is the version.", MetricType::Gauge);
    add(info, {{"version", options.version}}, 1);
    for (const ProcessMetric& each : process_metrics()) {
      MetricFamily& made = family(all, std::string(each.name), std::string(each.help),
                                  each.counts ? MetricType::Counter : MetricType::Gauge);
      add(made, {}, each.value);
    }
  }
  return prometheus::TextSerializer().Serialize(all);
}

}  // namespace gameday::control
