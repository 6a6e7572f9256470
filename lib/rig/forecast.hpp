#pragma once
// What one request of an arm can come to at most, told by the stack that its gateway would build.
// Nothing is started and nothing is sent.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rig/options.hpp"

namespace gameday::rig {

struct Forecast {
  std::optional<Duration> gateway;  // none: a direct arm, or a URL; `forever`: nothing limits it
  std::uint64_t attempts = 1;       // 0: nobody knows what is behind a URL
  std::vector<std::string> layers;  // outermost first
};

Forecast forecast(const ArmOptions& arm);

}  // namespace gameday::rig
