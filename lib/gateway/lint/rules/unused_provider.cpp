#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider& provider : options.providers) {
    if (asks(options, provider.name)) {
      continue;
    }
    Finding finding;
    finding.severity = Severity::note;
    finding.where = {{"providers", provider.name}};
    finding.what = fmt::format("No target names {}: it is never asked.", provider.name);
    finding.fix = "Name it in the chain, or take it out.";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule unused_provider() {
  return {"unused-provider",
          "a provider that no target names",
          "It is configured, its keys are kept, and nobody asks it: often a fallback that was "
          "taken out, or a typing error in a target.",
          R"({"providers": {"openai": {}, "groq": {}}, "fallbacks": ["openai/gpt-4o-mini"]})",
          R"({"providers": {"openai": {}}, "fallbacks": ["openai/gpt-4o-mini"]})",
          look};
}

}  // namespace gameday::gateway::lint
