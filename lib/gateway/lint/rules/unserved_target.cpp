#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (std::size_t place = 0; place < options.chain.size(); ++place) {
    if (serving_keys(options, place) > 0) {
      continue;
    }
    const Target& target = options.chain[place];
    Finding finding;
    finding.severity = Severity::error;
    finding.where = where_target(options, place);
    finding.what = fmt::format("No key of {} serves {}: this target is never asked.",
                               target.provider, target.model);
    finding.fix = fmt::format("Add \"{}\" to a key's models.", target.model);
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule unserved_target() {
  return {
      "unserved-target",
      "no key may ask for this model",
      "A key that lists models is used for those alone. A target whose model no key lists "
      "is skipped without a try: it looks like a fallback and is none.",
      R"({"providers": {"openai": {"keys": [{"value": "env.A", "models": ["gpt-4o"]}]}}, "fallbacks": ["openai/gpt-4o-mini"]})",
      R"({"providers": {"openai": {"keys": [{"value": "env.A", "models": []}]}}, "fallbacks": ["openai/gpt-4o-mini"]})",
      look};
}

}  // namespace gameday::gateway::lint
