// hedge: a map, or false; on_break: a word.
#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {

void read_hedge(MapReader& parent, std::optional<gateway::HedgeOptions>& hedge) {
  const PolicyKey found =
      read_policy(parent, "hedge", "false", R"({"after_ms": 1500, "max_percent": 10})");
  if (found.off) {
    hedge.reset();
  }
  if (found.map == nullptr) {
    return;
  }
  gateway::HedgeOptions options;
  MapReader map(*found.map, parent.path_of("hedge"), "a hedge", parent.problems());
  allow_comment(map);
  options.after = milliseconds_of(map, "after_ms", 1ms).value_or(options.after);
  read_limit(map, "unary_after_ms", options.unary_after);
  read_number(map, "max_percent", 1, 100, options.max_percent);
  map.finish();
  hedge = options;
}

void read_on_break(MapReader& map, gateway::OnBreak& on_break) {
  if (const auto word = word_of(map, "on_break", {"error", "restart"})) {
    on_break = static_cast<gateway::OnBreak>(*word);
  }
}

}  // namespace gameday::config
