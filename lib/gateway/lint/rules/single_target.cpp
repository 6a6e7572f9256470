#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  if (options.chain.size() > 1) {
    return;
  }
  const Target& target = options.chain.front();
  Finding finding;
  finding.where = where_target(options, 0);
  finding.what = fmt::format("{}/{} is the only target: when it fails, every request does.",
                             target.provider, target.model);
  finding.fix = options.form == Form::bifrost
                    ? "Write \"fallbacks\": [\"anthropic/claude-haiku-4-5\"] into the rule."
                    : fmt::format(
                          "Write \"fallbacks\": [\"{}/{}\", "
                          "\"anthropic/claude-haiku-4-5\"].",
                          target.provider, target.model);
  findings.push_back(std::move(finding));
}

}  // namespace

Rule single_target() {
  return {"single-target",
          "there is no fallback",
          "With one target every failure of that provider, or of that model, is a failure of "
          "yours. OpenAI and Anthropic both report several incidents of an hour and more in "
          "most months (status.openai.com, status.anthropic.com).",
          R"({"fallbacks": ["openai/gpt-4o-mini"]})",
          R"({"fallbacks": ["openai/gpt-4o-mini", "anthropic/claude-haiku-4-5"]})",
          look};
}

}  // namespace gameday::gateway::lint
