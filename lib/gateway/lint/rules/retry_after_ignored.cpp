#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked(options)) {
    const Retry& retry = provider->retry;
    if (retry.retry_after != RetryAfter::ignore || (retry.max == 0 && retry.on_rate_limit)) {
      continue;  // without a retry nothing could wait for it
    }
    Finding finding;
    finding.where =
        where(options, provider->name,
              options.form == Form::bifrost ? Setting::retry_max : Setting::retry_after);
    finding.subject = provider->name;
    finding.what = "Retry-After is not read: retries come before the provider will take them.";
    finding.fix = write(options, Setting::retry_after, "\"honour\"",
                        "Bifrost never reads it: write \"network_config\": {\"max_retries\": 0} "
                        "and let the fallback answer.");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule retry_after_ignored() {
  return {"retry-after-ignored",
          "the provider says when to come back, and nobody listens",
          "Retry-After is the one number that tells when a retry can work. A gateway that "
          "ignores it retries too early, is refused again, and may be blocked for longer: "
          "OpenAI counts refused requests against the limit as well.",
          R"({"retry": {"retry_after": "ignore"}})",
          R"({"retry": {"retry_after": "honour"}})",
          look};
}

}  // namespace gameday::gateway::lint
