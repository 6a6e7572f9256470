#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

constexpr Duration good_queue = 1s;  // long against a call's end, short against what clients wait

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const Duration due = std::min(options.deadline.value_or(forever), context.client_timeout);
  for (const Provider* provider : asked(options)) {
    const auto& concurrency = provider->concurrency;
    // In Bifrost's form nothing else can be said: whoever waits, waits until the deadline.
    if (!concurrency || concurrency->queue == 0 || concurrency->queue_time < due ||
        concurrency->queue_time == forever) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::queue_time);
    finding.subject = provider->name;
    finding.what = fmt::format(
        "A call that finds no slot waits {} for one, but nobody waits longer than {} for the whole "
        "answer: it is never passed on to the next target, it only fails late.",
        spoken(concurrency->queue_time), spoken(due));
    finding.fix = write_time(options, Setting::queue_time, std::min(good_queue, due / 4), "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule queue_outlives_deadline() {
  return {"queue-outlives-deadline",
          "a queue for slots that lasts longer than anybody waits",
          "A queue in front of a provider evens out a burst of a second. One that holds calls for "
          "longer than their deadline turns an overload into timeouts: each call grows old in it, "
          "then either fails without having been sent, or is answered when nobody listens any "
          "more, while the lifeboat was idle (Google SRE book, \"Addressing Cascading "
          "Failures\": small queues, and reject early).",
          R"({"deadline_ms": 15000, "concurrency": {"limit": 100, "queue_ms": 15000}})",
          R"({"deadline_ms": 15000, "concurrency": {"limit": 100, "queue_ms": 1000}})",
          look};
}

}  // namespace gameday::gateway::lint
