// tokens_per_second: a map, or null.
#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

// Faster than any model is served; lint says what is more than a healthy one.
constexpr std::uint64_t most_tokens = 10'000;

}  // namespace

void read_pace(MapReader& parent, std::optional<gateway::PaceOptions>& pace) {
  const PolicyKey found =
      read_policy(parent, "tokens_per_second", "null", R"({"min": 5, "over_ms": 5000})");
  if (found.off) {
    pace.reset();
  }
  if (found.map == nullptr) {
    return;
  }
  gateway::PaceOptions options = pace.value_or(gateway::PaceOptions());
  MapReader map(*found.map, parent.path_of("tokens_per_second"), "tokens_per_second",
                parent.problems());
  allow_comment(map);
  read_number(map, "min", 1, most_tokens, options.per_second);
  options.window = milliseconds_of(map, "over_ms", 1ms).value_or(options.window);
  map.finish();
  pace = options;
}

}  // namespace gameday::config
