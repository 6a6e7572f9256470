#pragma once
// How the control API is set up. Plain data.

#include <optional>
#include <string>

namespace gameday::control {

struct ApiOptions {
  /// What GET /version says: a bare dotted number of at least 2.6.0, for below that, or with a
  /// suffix, clients fall back from PATCH to POST or fail to read it.
  std::string version = "2.12.0";
  bool proxy_metrics = false;    // bytes, connections, failed dials and toxic hits of each proxy
  bool runtime_metrics = false;  // of this process; with both off there is no /metrics
  /// Every request must carry `Authorization: Bearer …` with it. Toxiproxy has no such thing.
  std::optional<std::string> token;
};

}  // namespace gameday::control
