#include "faults/actions.hpp"

#include <algorithm>

namespace gameday::faults {

const std::vector<ActionInfo>& actions() {
  static const std::vector<ActionInfo> all = {
      {"dns", {}},
      {"conn", {{"how", "reset"}, {"cert", "expired"}}},
      {"delay", {}},
      {"respond", {{"retry_after", "auto"}, {"dialect", "auto"}, {"early", "false"}}},
      {"answer", {}},
      {"header", {}},
      {"edit", {}},
      {"insert", {{"form", "native"}}},
      {"encode", {}},
      {"stall", {{"for", "forever"}, {"keepalive", "none"}, {"every", "15s"}}},
      {"end", {{"how", "reset"}}},
      {"throttle", {}},
      {"read_throttle", {}},
      {"resegment", {{"gap", "0ms"}, {"chunks", "true"}}},
  };
  return all;
}

const ActionInfo* find_action(std::string_view name) {
  const auto at = std::ranges::find(actions(), name, &ActionInfo::name);
  return at == actions().end() ? nullptr : &*at;
}

}  // namespace gameday::faults
