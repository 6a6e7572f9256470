#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (std::size_t place = 1; place < options.chain.size(); ++place) {
    const Target& target = options.chain[place];
    const auto end = options.chain.begin() + static_cast<std::ptrdiff_t>(place);
    const bool twice = std::any_of(options.chain.begin(), end, [&](const Target& earlier) {
      return earlier.provider == target.provider && earlier.model == target.model;
    });
    if (!twice) {
      continue;
    }
    Finding finding;
    finding.where = where_target(options, place);
    finding.what = fmt::format(
        "{}/{} has been asked before in this chain: it fails again for the "
        "same reason.",
        target.provider, target.model);
    finding.fix = "Take it out, or name another target.";
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule duplicate_target() {
  return {"duplicate-target",
          "a target stands in the chain twice",
          "The second time it is asked, the same keys and the same model fail for the same "
          "reason. Retries say better what is meant, for they wait in between.",
          R"({"fallbacks": ["openai/gpt-4o", "openai/gpt-4o"]})",
          R"({"fallbacks": ["openai/gpt-4o"], "retry": {"max": 1}})",
          look};
}

}  // namespace gameday::gateway::lint
