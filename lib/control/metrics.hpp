#pragma once
// What GET /metrics answers: Prometheus' text format, 0.0.4. Two counters with Toxiproxy's names
// and labels, and a few of ours; all move while data flows.

#include <string>
#include <string_view>

#include "control/options.hpp"
#include "control/proxy_set.hpp"

namespace gameday::control {

inline constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";

std::string metrics_text(const ProxySet& set, const ApiOptions& options);

}  // namespace gameday::control
