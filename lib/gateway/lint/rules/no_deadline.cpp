#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  if (options.deadline) {
    return;
  }
  Finding finding;
  const bool theirs = options.form == Form::bifrost;
  finding.severity = theirs ? Severity::warning : Severity::error;
  finding.where = where_deadline(options);
  finding.what = fmt::format("No limit on the whole request: a client that waits {} sees a hang.",
                             spoken(context.client_timeout));
  finding.fix = theirs
                    ? "Bifrost has no key for it: keep tries × default_request_timeout_in_seconds "
                      "below what a client waits for."
                    : fmt::format("Set \"deadline_ms\": {}.", good_deadline(context) / 1ms);
  findings.push_back(std::move(finding));
}

}  // namespace

Rule no_deadline() {
  return {"no-deadline",
          "nothing limits the whole request",
          "Timeouts of single tries add up over keys, retries and targets, and a stream that "
          "drips ends none of them. Only a deadline over all of it bounds what a caller waits "
          "for. Without one a request may outlive the client that asked: the answer is paid for "
          "and thrown away, and the client, seeing a hang, asks again. That is how a slow "
          "provider becomes an outage of the gateway (Amazon Builders' Library, \"Timeouts, "
          "retries, and backoff with jitter\"; gRPC's guide asks for a deadline on every call).",
          R"({"deadline_ms": null})",
          R"({"deadline_ms": 30000})",
          look};
}

}  // namespace gameday::gateway::lint
