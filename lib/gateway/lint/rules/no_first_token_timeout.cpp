#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked_to_chat(options)) {
    const Duration limit = provider->timeouts.first_token;
    if (limit < context.client_timeout) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::first_token);
    finding.subject = provider->name;
    finding.what = fmt::format(
        "A stream that sends its head and then nothing is waited for {}; its "
        "client leaves after {}, and no fallback is asked.",
        spoken(limit), spoken(context.client_timeout));
    finding.fix = write_time(options, Setting::first_token, 4s, "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule no_first_token_timeout() {
  return {"no-first-token-timeout",
          "a stream may be silent after its head for as long as a client waits",
          "A provider in trouble often answers 200 at once and then generates nothing: the head "
          "costs it nothing. Only a limit between the head and the first content catches that "
          "while a fallback is still possible, for after the first content nobody else can be "
          "asked. Overloaded OpenAI and Anthropic endpoints have both been seen to accept a "
          "stream and send only pings.",
          R"({"timeouts_ms": {"first_token": 120000}})",
          R"({"timeouts_ms": {"first_token": 4000}})",
          look};
}

}  // namespace gameday::gateway::lint
