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

bool is_off(const Value& value) {
  return value.kind == Value::Kind::text && !value.quoted && value.text == "false";
}

void read_number(MapReader& map, std::string_view key, std::uint64_t most, std::uint32_t& into) {
  if (const auto number = map.count(key, 1, most)) {
    into = static_cast<std::uint32_t>(*number);
  }
}

gateway::BreakerOptions read_keys_of(MapReader& map, gateway::BreakerOptions breaker) {
  allow_comment(map);
  read_number(map, "window", most_window, breaker.window);
  read_limit(map, "window_ms", breaker.age);
  read_number(map, "min_calls", most_window, breaker.min_calls);
  if (breaker.min_calls > breaker.window) {
    map.error(map.has("min_calls") ? "min_calls" : "window",
              fmt::format("min_calls is {}, more than window, {}: it could never open; write "
                          "\"min_calls\": {} or less",
                          breaker.min_calls, breaker.window, breaker.window));
    breaker.min_calls = breaker.window;  // providers would say it again
  }
  read_number(map, "failure_rate", 100, breaker.failure_rate);
  breaker.open = milliseconds_of(map, "open_ms", 1ms).value_or(breaker.open);
  read_limit(map, "open_max_ms", breaker.open_most);
  if (breaker.open_most && *breaker.open_most < breaker.open) {
    map.error(map.has("open_max_ms") ? "open_max_ms" : "open_ms",
              fmt::format("open_max_ms is {}, less than open_ms, {}; it grows from open_ms to "
                          "open_max_ms",
                          *breaker.open_most / 1ms, breaker.open / 1ms));
    breaker.open_most.reset();
  }
  read_number(map, "probes", most_probes, breaker.probes);
  read_limit(map, "slow_ms", breaker.slow);
  read_number(map, "slow_rate", 100, breaker.slow_rate);
  return breaker;
}

}  // namespace

void read_breaker(MapReader& parent, std::optional<gateway::BreakerOptions>& breaker) {
  const Value* found = parent.take("breaker");
  if (found == nullptr) {
    return;
  }
  if (is_off(*found)) {
    breaker.reset();
    return;
  }
  if (found->kind != Value::Kind::map) {
    parent.error("breaker",
                 R"(takes a map or false; write "breaker": {"open_ms": 5000} or "breaker": false)");
    return;
  }
  MapReader map(*found, parent.path_of("breaker"), "a breaker", parent.problems());
  breaker = read_keys_of(map, breaker.value_or(gateway::BreakerOptions()));
  map.finish();
}

}  // namespace gameday::config
