// concurrency: a map, or false.
#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

// More connections than one process may have open.
constexpr std::uint64_t most_tries = 1'000'000;

}  // namespace

void read_concurrency(MapReader& parent, std::optional<gateway::ConcurrencyOptions>& concurrency) {
  const PolicyKey found = read_policy(parent, "concurrency", "false", R"({"limit": 100})");
  if (found.off) {
    concurrency.reset();
  }
  if (found.map == nullptr) {
    return;
  }
  MapReader map(*found.map, parent.path_of("concurrency"), "concurrency", parent.problems());
  allow_comment(map);
  if (!concurrency) {
    map.require("limit", R"("limit": 100)");
  }
  gateway::ConcurrencyOptions options = concurrency.value_or(gateway::ConcurrencyOptions());
  options.limit = map.count("limit", 1, most_tries).value_or(options.limit);
  options.queue = map.count("queue", 0, most_tries).value_or(options.queue);
  options.queue_time = milliseconds_of(map, "queue_ms", 1ms).value_or(options.queue_time);
  map.finish();
  concurrency = options;
}

}  // namespace gameday::config
