#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider& provider : options.providers) {
    for (std::size_t at = 1; at < provider.keys.size(); ++at) {
      const Key& key = provider.keys[at];
      const auto end = provider.keys.begin() + static_cast<std::ptrdiff_t>(at);
      const auto same = std::find_if(provider.keys.begin(), end, [&](const Key& earlier) {
        return key.source.empty() ? !key.value.empty() && earlier.value == key.value
                                  : earlier.source == key.source;
      });
      if (same == end) {
        continue;
      }
      Finding finding;
      finding.where = where(options, provider.name, Setting::keys);
      finding.subject = provider.name;
      finding.what = fmt::format(
          "Keys {} and {} are one ({}): they are limited and revoked "
          "together.",
          same->name, key.name, key.source.empty() ? "the same text" : key.source);
      finding.fix = fmt::format("Give {} a key of its own, or take it out.", key.name);
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

Rule shared_key() {
  return {"shared-key",
          "two keys are one and the same",
          "Keys stand beside each other so that one can answer when the other is limited or "
          "revoked. Two that read the same variable share their limit: the second is refused as "
          "surely as the first, and the try is wasted.",
          R"({"keys": ["env.OPENAI_KEY", "env.OPENAI_KEY"]})",
          R"({"keys": ["env.OPENAI_KEY_A", "env.OPENAI_KEY_B"]})",
          look};
}

}  // namespace gameday::gateway::lint
