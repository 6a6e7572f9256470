// budget: a map, or false.
#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

// Ten retries a request are more than any chain makes.
constexpr std::uint64_t most_percent = 1000;
constexpr std::uint64_t most_per_second = 100'000;
// A tenth of it is the grain of the count.
constexpr Duration least_window = 100ms;
constexpr Duration most_window = 1h;

}  // namespace

void read_budget(MapReader& parent, std::optional<gateway::BudgetOptions>& budget) {
  const PolicyKey found = read_policy(parent, "budget", "false", R"({"percent": 20})");
  if (found.off) {
    budget.reset();
  }
  if (found.map == nullptr) {
    return;
  }
  gateway::BudgetOptions options = budget.value_or(gateway::BudgetOptions());
  MapReader map(*found.map, parent.path_of("budget"), "a budget", parent.problems());
  allow_comment(map);
  read_number(map, "percent", 0, most_percent, options.percent);
  read_number(map, "min_per_second", 0, most_per_second, options.per_second);
  options.window =
      milliseconds_of(map, "window_ms", least_window, most_window).value_or(options.window);
  map.finish();
  budget = options;
}

}  // namespace gameday::config
