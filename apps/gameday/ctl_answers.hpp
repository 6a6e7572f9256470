#pragma once
// What a control API answered, as plain data. It may be any server that --host names, so nothing
// about its JSON is taken for granted: what has another shape than Toxiproxy's is no answer.
// Text is made fit for one line of a terminal.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace gameday::app {

struct ToxicSeen {
  std::string name;
  std::string type;
  std::string stream;
  double toxicity = 0;
  std::vector<std::string> attributes;  // `latency=100`, sorted
};

struct ProxySeen {
  std::string name;
  std::string listen;
  std::string upstream;
  bool enabled = false;
  std::vector<ToxicSeen> toxics;
};

struct FaultSeen {
  std::string name;
  std::string type;
  std::vector<std::string> attributes;  // `retry_after=2s`, by name
  std::vector<std::string> match;
  bool enabled = false;
  double seen = 0;
  double matched = 0;
  double injected = 0;
};

/// Of GET /proxies, by name.
std::optional<std::vector<ProxySeen>> proxies_in(const std::string& json);
std::optional<ProxySeen> proxy_in(const std::string& json);
std::optional<ToxicSeen> toxic_in(const std::string& json);
std::optional<std::vector<FaultSeen>> faults_in(const std::string& json);
std::optional<FaultSeen> fault_in(const std::string& json);
/// How many proxies a populate has made or found.
std::optional<std::size_t> populated_in(const std::string& json);

}  // namespace gameday::app
