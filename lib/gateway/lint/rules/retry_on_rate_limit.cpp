#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  if (options.form == Form::bifrost) {
    return;  // it has no other way
  }
  for (const Provider* provider : asked(options)) {
    if (!provider->retry.on_rate_limit || provider->retry.max == 0) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::on_rate_limit);
    finding.subject = provider->name;
    finding.what = fmt::format(
        "A 429 is tried {} more times with the same key before anybody else "
        "is asked.",
        provider->retry.max);
    finding.fix = write(options, Setting::on_rate_limit, "false", "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule retry_on_rate_limit() {
  return {"retry-on-rate-limit",
          "a 429 is asked again at once instead of asking elsewhere",
          "A 429 says that this key has no more to give for a while. Asking it again after a "
          "short backoff is refused again, counts against the same limit with some providers, "
          "and delays the key or the provider that would have answered.",
          R"({"retry": {"on_rate_limit": true, "max": 3}})",
          R"({"retry": {"on_rate_limit": false}})",
          look};
}

}  // namespace gameday::gateway::lint
