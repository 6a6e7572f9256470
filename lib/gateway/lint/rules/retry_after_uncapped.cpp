#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"
#include "llm/error_words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const Provider& last = provider_of(options, options.chain.size() - 1);
  const bool waits = last.retry.max > 0 && last.retry.retry_after == RetryAfter::honour;
  if (options.deadline || !waits) {
    return;
  }
  Finding finding;
  finding.severity = Severity::error;
  finding.where = where(options, last.name, Setting::retry_after);
  finding.subject = last.name;
  finding.what = fmt::format(
      "On the last target a Retry-After is waited for, however long: {} with "
      "{}.",
      spoken(llm::retry_after_most * last.retry.max),
      last.retry.max == 1 ? "one retry" : "its retries");
  finding.fix = options.form == Form::bifrost
                    ? "Put a limit on the whole request in front."
                    : fmt::format("Set \"deadline_ms\": {}.", good_deadline(context) / 1ms);
  findings.push_back(std::move(finding));
}

}  // namespace

Rule retry_after_uncapped() {
  return {"retry-after-uncapped",
          "a Retry-After may hold a request for an hour",
          "On the last target a Retry-After is waited for, since nobody else is left to ask. "
          "Daily quotas answer with hours. Without a deadline the request hangs for as long as "
          "the provider says, up to the hour that is believed.",
          R"({"deadline_ms": null, "retry": {"retry_after": "honour", "max": 1}})",
          R"({"deadline_ms": 30000})",
          look};
}

}  // namespace gameday::gateway::lint
