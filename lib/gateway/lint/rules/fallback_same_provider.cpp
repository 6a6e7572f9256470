#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const auto same = [&](const Target& target) {
    return target.provider == options.chain.front().provider;
  };
  if (options.chain.size() < 2 || !std::all_of(options.chain.begin(), options.chain.end(), same)) {
    return;
  }
  Finding finding;
  finding.where = where_target(options, 1);
  finding.what = fmt::format("Every target is {}'s: they share its keys, its limits and its fate.",
                             options.chain.front().provider);
  finding.fix = "Add a target of another provider, such as \"anthropic/claude-haiku-4-5\".";
  findings.push_back(std::move(finding));
}

}  // namespace

Rule fallback_same_provider() {
  return {"fallback-same-provider",
          "all targets share one provider",
          "Another model of the same provider helps when that model is overloaded or gone. It "
          "does not help when the account is out of money, a key is revoked, the region is down "
          "or the network path is: those take all of its models at once.",
          R"({"fallbacks": ["openai/gpt-4o", "openai/gpt-4o-mini"]})",
          R"({"fallbacks": ["openai/gpt-4o", "openai/gpt-4o-mini", "anthropic/claude-haiku-4-5"]})",
          look};
}

}  // namespace gameday::gateway::lint
