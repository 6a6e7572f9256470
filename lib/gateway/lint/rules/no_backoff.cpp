#include <algorithm>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked(options)) {
    const Retry& retry = provider->retry;
    if (retry.max == 0 || std::min(retry.base, retry.ceiling) > Duration::zero()) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::retry_base);
    finding.subject = provider->name;
    finding.what = "Retries follow without any wait: what broke under load gets more of it.";
    finding.fix = write(options, Setting::retry_base, "200", "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule no_backoff() {
  return {"no-backoff",
          "retries follow at once",
          "A failure that goes away within a millisecond is rare; one that was caused by load "
          "gets worse by a retry without a wait.",
          R"({"retry": {"base_ms": 0, "max_ms": 0}})",
          R"({"retry": {"base_ms": 200, "max_ms": 2000}})",
          look};
}

}  // namespace gameday::gateway::lint
