#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

/// What healthy models deliver, as for a unary answer's time: many do no more in a busy hour.
constexpr std::uint32_t healthy_tokens = 50;
constexpr Duration good_window = 5s;  // a model that thinks between two words pauses for less

void add(const Options& options, const Provider& provider, Setting setting, std::string what,
         std::string fix, std::vector<Finding>& findings) {
  Finding finding;
  finding.where = where(options, provider.name, setting);
  finding.subject = provider.name;
  finding.what = std::move(what);
  finding.fix = std::move(fix);
  findings.push_back(std::move(finding));
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked_to_chat(options)) {
    if (!provider->pace) {
      continue;
    }
    const PaceOptions& pace = *provider->pace;
    const Duration limit = std::min(try_limit(provider->timeouts, Shape::streamed),
                                    options.deadline.value_or(forever));
    if (pace.window >= limit) {
      add(options, *provider, Setting::pace_window,
          fmt::format("A stream is too slow after {} at the earliest, but ends after {} anyway.",
                      spoken(pace.window), spoken(limit)),
          write_time(options, Setting::pace_window, std::min(good_window, limit / 4), ""),
          findings);
    }
    if (pace.per_second >= healthy_tokens) {
      add(options, *provider, Setting::pace_least,
          fmt::format("Streams of less than {} tokens a second are cut, and healthy ones are no "
                      "faster.",
                      pace.per_second),
          write(options, Setting::pace_least, "5", ""), findings);
    }
  }
}

}  // namespace

Rule pace_out_of_range() {
  return {"pace-out-of-range",
          "a floor for tokens per second that never bites, or cuts healthy streams",
          "A stream that drips keeps every idle timer quiet and the client waiting. A floor for "
          "its pace ends it while there is time to say so. Watched over a window as long as the "
          "try or the deadline it never does; set as high as healthy models are fast (about 50 "
          "tokens a second, less in a busy hour) it breaks answers that were on their way.",
          R"({"deadline_ms": 15000, "tokens_per_second": {"min": 5, "over_ms": 15000}})",
          R"({"deadline_ms": 15000, "tokens_per_second": {"min": 5, "over_ms": 5000}})",
          look};
}

}  // namespace gameday::gateway::lint
