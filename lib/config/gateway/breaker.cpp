// breaker: a map, or false.
#include <fmt/format.h>

#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

// Each key of each target keeps its own; a thousand calls say all that a share can say.
constexpr std::uint64_t most_window = 1000;
// More at once are no probe of a provider in trouble, they are its traffic.
constexpr std::uint64_t most_probes = 100;

gateway::BreakerOptions read_keys_of(MapReader& map, gateway::BreakerOptions breaker) {
  allow_comment(map);
  read_number(map, "window", 1, most_window, breaker.window);
  read_limit(map, "window_ms", breaker.age);
  read_number(map, "min_calls", 1, most_window, breaker.min_calls);
  if (breaker.min_calls > breaker.window) {
    map.error(map.has("min_calls") ? "min_calls" : "window",
              fmt::format("min_calls is {}, more than window, {}: it could never open; write "
                          "\"min_calls\": {} or less",
                          breaker.min_calls, breaker.window, breaker.window));
    breaker.min_calls = breaker.window;  // providers would say it again
  }
  read_number(map, "failure_rate", 1, 100, breaker.failure_rate);
  breaker.open = milliseconds_of(map, "open_ms", 1ms).value_or(breaker.open);
  read_limit(map, "open_max_ms", breaker.open_most);
  if (breaker.open_most && *breaker.open_most < breaker.open) {
    map.error(map.has("open_max_ms") ? "open_max_ms" : "open_ms",
              fmt::format("open_max_ms is {}, less than open_ms, {}; it grows from open_ms to "
                          "open_max_ms",
                          *breaker.open_most / 1ms, breaker.open / 1ms));
    breaker.open_most.reset();
  }
  read_number(map, "probes", 1, most_probes, breaker.probes);
  read_limit(map, "slow_start_ms", breaker.slow_start);
  read_limit(map, "slow_ms", breaker.slow);
  read_number(map, "slow_rate", 1, 100, breaker.slow_rate);
  return breaker;
}

}  // namespace

void read_breaker(MapReader& parent, std::optional<gateway::BreakerOptions>& breaker) {
  const PolicyKey found = read_policy(parent, "breaker", "false", R"({"open_ms": 5000})");
  if (found.off) {
    breaker.reset();
  }
  if (found.map == nullptr) {
    return;
  }
  MapReader map(*found.map, parent.path_of("breaker"), "a breaker", parent.problems());
  breaker = read_keys_of(map, breaker.value_or(gateway::BreakerOptions()));
  map.finish();
}

}  // namespace gameday::config
