#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked(options)) {
    const Duration limit = provider->timeouts.idle;
    if (limit < context.client_timeout) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::idle);
    finding.subject = provider->name;
    finding.what = fmt::format(
        "Silence in the middle of an answer is waited for {}, longer than "
        "the {} that its client waits in all.",
        spoken(limit), spoken(context.client_timeout));
    finding.fix = write_time(options, Setting::idle, 10s, "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule no_idle_timeout() {
  return {"no-idle-timeout",
          "a stall in the middle of an answer is never noticed",
          "A connection that goes quiet in the middle of a body looks like one that is busy. "
          "The limit between two reads is what turns it into an error that the client can act "
          "upon; longer than the client waits, it is none.",
          R"({"timeouts_ms": {"idle": 120000}})",
          R"({"timeouts_ms": {"idle": 10000}})",
          look};
}

}  // namespace gameday::gateway::lint
