#include <algorithm>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

/// Nobody stands behind it, wherever it is asked.
bool only_last(const Options& options, const Provider& provider) {
  return std::none_of(options.chain.begin(), options.chain.end() - 1,
                      [&](const Target& target) { return target.provider == provider.name; });
}

bool starts_slowly(const Provider& provider) {
  return provider.breaker && provider.breaker->slow_start;
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const auto providers = asked_to_chat(options);
  // One key on top is for all of them: the last one has it too.
  const bool some_effect =
      std::any_of(providers.begin(), providers.end(), [&](const Provider* provider) {
        return starts_slowly(*provider) && !only_last(options, *provider);
      });
  for (const Provider* provider : providers) {
    if (!starts_slowly(*provider) || some_effect) {
      continue;
    }
    Finding finding;
    finding.severity = Severity::note;
    finding.where = where(options, provider->name, Setting::slow_start);
    finding.subject = provider->name;
    finding.what =
        "A slow start holds nothing back on the last target of the chain: nobody else "
        "could answer, so all calls pass.";
    finding.fix = write(options, Setting::slow_start, "null", "") +
                  " Or put a target behind it that takes the rest.";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule slow_start_without_effect() {
  return {"slow-start-without-effect",
          "a slow start of a target that nobody stands behind",
          "A breaker with a slow start sends most calls elsewhere for a while after its provider "
          "has come back. On the last target there is no elsewhere, and a refusal would be an "
          "outage made at home; so all calls pass, and the setting says something that does not "
          "happen.",
          R"({"fallbacks": ["openai/m"], "breaker": {"slow_start_ms": 30000}})",
          R"({"fallbacks": ["openai/m", "anthropic/m"], "breaker": {"slow_start_ms": 30000}})",
          look};
}

}  // namespace gameday::gateway::lint
