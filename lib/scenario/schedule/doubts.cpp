#include "scenario/schedule/doubts.hpp"

#include <fmt/format.h>

#include "scenario/schedule/admission.hpp"
#include "scenario/schedule/firings.hpp"
#include "scenario/schedule/obstacle.hpp"

namespace gameday::schedule {
namespace {

constexpr std::size_t shown_firings = 5;

std::string both_days(const Options& options, WallTime now) {
  std::string list;
  for (const Firing& firing : next_firings(options, now, shown_firings)) {
    list += (list.empty() ? "" : ", ") + local_words(options.zone, firing.at);
  }
  const char* rule = either_day(*options.cron)
                         ? "it fires when either matches"
                         : "one of them begins with *, so it fires when both match";
  return fmt::format("gives a day of the month and a weekday: as in Vixie cron, {}. Next: {}", rule,
                     list);
}

}  // namespace

std::vector<std::string> doubts(const Options& options, WallTime now, Duration length) {
  std::vector<std::string> found;
  if (!options.cron) {
    return found;
  }
  if (has_both_days(*options.cron)) {
    found.push_back(both_days(options, now));
  }
  const auto first = next_firings(options, now, 1);
  if (!first.empty() && !next_allowed(options, now, length)) {
    found.push_back(fmt::format("none of its next firings may run; the first, {}: {}",
                                local_words(options.zone, first[0].at),
                                obstacle(options, first[0].at, length)));
  }
  return found;
}

}  // namespace gameday::schedule
