#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"
#include "gateway/lint/worst_case.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const Course worst = worst_of_anything(options);
  if (worst.time <= context.client_timeout) {
    return;
  }
  // The silence that costs most says it best; a mixture of failures may last even longer.
  WorstCase silent;
  for (const Shape shape : {Shape::unary, Shape::streamed}) {
    const WorstCase one = worst_case(options, FailureClass::silent_headers, shape);
    silent = one.outage.time > silent.outage.time ? one : silent;
  }
  const bool says_it = silent.outage.time > context.client_timeout;
  Finding finding;
  finding.severity = Severity::error;
  finding.where = where_deadline(options);
  finding.what =
      fmt::format("A request may take {}{}, but its client gives up after {}.",
                  worst.time == forever ? "for ever" : spoken(worst.time),
                  says_it ? fmt::format(" (when nobody answers: {})", silent.outage.words) : "",
                  spoken(context.client_timeout));
  finding.fix = options.form == Form::bifrost
                    ? write_time(options, Setting::unary_headers,
                                 context.client_timeout / (2 * options.chain.size()), "")
                    : fmt::format("Set \"deadline_ms\": {}, or say --client-timeout.",
                                  good_deadline(context) / 1ms);
  findings.push_back(std::move(finding));
}

}  // namespace

Rule timeouts_multiply() {
  return {
      "timeouts-multiply",
      "the worst case is longer than the callers wait",
      "A limit that is sensible for one try is multiplied by retries and by targets. When "
      "the product is longer than the client's own timeout, the client gives up first: the "
      "fallback is never seen to work, retries go on for nobody, and what the client sends "
      "again comes on top. LiteLLM, Bifrost and the SDKs (10 minutes by default) all ship "
      "numbers whose product is longer than any caller waits.",
      R"({"deadline_ms": null, "timeouts_ms": {"unary_headers": 30000}, "retry": {"max": 3, "on_timeout": true}})",
      R"({"deadline_ms": 25000, "timeouts_ms": {"unary_headers": 10000}, "retry": {"max": 1}})",
      look};
}

}  // namespace gameday::gateway::lint
