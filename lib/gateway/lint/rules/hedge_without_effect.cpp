#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

/// The longest until the first target has answered or failed: all of its tries and waits.
Duration longest_of_first(const Options& options) {
  const Provider& provider = provider_of(options, 0);
  const Timeouts& timeouts = provider.timeouts;
  Duration one = std::min(timeouts.attempt, timeouts.connect + timeouts.tls);
  for (const Duration part : {timeouts.headers, timeouts.first_token}) {
    one = part >= forever - one ? forever : one + part;
  }
  one = std::min(one, timeouts.attempt);
  // Another try begins the wait anew for it, not for the hedge: only where none can follow is the
  // first try's limit the target's.
  const bool alone = provider.retry.max == 0 && serving_keys(options, 0) <= 1;
  return std::min(alone ? one : forever, options.deadline.value_or(forever));
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  if (!options.hedge) {
    return;
  }
  Finding finding;
  finding.where = {{"hedge", "after_ms"}, {"hedge"}};
  const Duration longest = longest_of_first(options);
  if (options.chain.size() < 2) {
    finding.what = "There is no target to ask beside the only one.";
    finding.fix = "Add a fallback on another provider, or take hedge out.";
  } else if (options.hedge->after >= longest) {
    finding.what = fmt::format(
        "No stream is ever hedged: the next target would be asked after {}, "
        "but the first has answered or failed after {}.",
        spoken(options.hedge->after), spoken(longest));
    finding.fix = fmt::format("Write \"hedge\": {{\"after_ms\": {}}}.", longest / 3 / 1ms);
  } else {
    return;
  }
  findings.push_back(std::move(finding));
}

}  // namespace

Rule hedge_without_effect() {
  return {"hedge-without-effect",
          "a hedge that is never placed",
          "A hedge asks the next target while the first is still silent, which takes the tail off "
          "the time to the first content. Placed later than the first target's own timeouts it "
          "comes when fallback has moved on anyway, and with one target there is nobody to ask. "
          "The 95th percentile of the time to first content is where it pays: one request in "
          "twenty is asked twice (Dean and Barroso, \"The Tail at Scale\").",
          R"({"deadline_ms": 5000, "hedge": {"after_ms": 6000}})",
          R"({"deadline_ms": 15000, "hedge": {"after_ms": 1500}})",
          look};
}

}  // namespace gameday::gateway::lint
