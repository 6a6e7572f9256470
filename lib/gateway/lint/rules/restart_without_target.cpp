#include "gateway/lint/rules/rules.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  if (options.on_break != OnBreak::restart || options.chain.size() > 1) {
    return;
  }
  Finding finding;
  finding.where = {{"on_break"}};
  finding.what = "A stream that breaks is never restarted: there is no target behind the only one.";
  finding.fix = "Add a fallback on another provider, or write \"on_break\": \"error\".";
  findings.push_back(std::move(finding));
}

}  // namespace

Rule restart_without_target() {
  return {"restart-without-target",
          "streams are to be restarted, but there is nowhere to",
          "A restart asks the next target of the chain for the whole answer once more. The one "
          "that has just broken its stream is not asked again: it has shown what it does, and "
          "the client has paid for the tokens. With a single target the setting says something "
          "that does not happen.",
          R"({"on_break": "restart", "fallbacks": ["openai/m"]})",
          R"({"on_break": "restart", "fallbacks": ["openai/m", "anthropic/m"]})",
          look};
}

}  // namespace gameday::gateway::lint
