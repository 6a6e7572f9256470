#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked(options)) {
    if (!provider->retry.on_timeout || provider->retry.max == 0) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name,
                          options.form == Form::bifrost ? Setting::retry_max : Setting::on_timeout);
    finding.subject = provider->name;
    const Duration limit =
        std::min(provider->timeouts.unary_headers, try_limit(provider->timeouts, Shape::unary));
    finding.what = fmt::format(
        "A timeout is tried again on the same provider: {} × {} of silence "
        "before the fallback is asked.",
        provider->retry.max + 1, spoken(limit));
    finding.fix = write(options, Setting::on_timeout, "false",
                        "Bifrost retries timeouts like a 504: write \"network_config\": "
                        "{\"max_retries\": 0}, or a shorter timeout.");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule retry_on_timeout() {
  return {"retry-on-timeout",
          "a timeout is paid again on the same provider",
          "A timeout is the most expensive failure: the caller has waited for all of it. A "
          "provider that was silent for its whole limit is rarely well one backoff later, so a "
          "retry there costs the same wait again, while a fallback could have answered in the "
          "meantime.",
          R"({"retry": {"on_timeout": true, "max": 2}})",
          R"({"retry": {"on_timeout": false}})",
          look};
}

}  // namespace gameday::gateway::lint
