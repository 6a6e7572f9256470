#include "gateway/lint/finding.hpp"

#include <algorithm>

#include "gateway/lint/rules/rules.hpp"

namespace gameday::gateway::lint {

const char* to_text(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "";
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = {no_deadline(),
                                        timeouts_multiply(),
                                        deadline_shorter_than_one_attempt(),
                                        fallback_never_reached(),
                                        no_first_token_timeout(),
                                        no_idle_timeout(),
                                        unary_timeout_too_short(),
                                        pace_out_of_range(),
                                        seconds_for_milliseconds(),
                                        milliseconds_for_seconds(),
                                        no_ceiling(),
                                        retry_on_timeout(),
                                        retry_on_rate_limit(),
                                        retry_after_ignored(),
                                        retry_after_uncapped(),
                                        no_backoff(),
                                        no_jitter(),
                                        breaker_never_opens(),
                                        slow_start_without_effect(),
                                        budget_without_effect(),
                                        queue_outlives_deadline(),
                                        hedge_without_effect(),
                                        restart_without_target(),
                                        single_target(),
                                        fallback_same_provider(),
                                        duplicate_target(),
                                        unserved_target(),
                                        unused_provider(),
                                        shared_key(),
                                        plain_http_upstream()};
  return all;
}

const Rule* find_rule(std::string_view name) {
  const auto found = std::find_if(rules().begin(), rules().end(),
                                  [&](const Rule& rule) { return rule.name == name; });
  return found == rules().end() ? nullptr : &*found;
}

std::vector<Finding> check(const Context& context) {
  std::vector<Finding> findings;
  for (const Rule& rule : rules()) {
    const std::size_t before = findings.size();
    rule.check(context, findings);
    for (std::size_t at = before; at < findings.size(); ++at) {
      findings[at].rule = rule.name;
    }
  }
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& one, const Finding& other) {
    return one.severity < other.severity;
  });
  return findings;
}

}  // namespace gameday::gateway::lint
