// parameters and anthropic_version.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_parameters = 64;  // OpenAI's chat has about 40
// What every request is made of; the gateway itself acts upon them.
constexpr std::array<std::string_view, 3> own = {"model", "messages", "stream"};

void check_rule(MapReader& map, const std::string& name, llm::ParameterRule rule,
                const llm::ParameterRules& rules) {
  using Rule = llm::ParameterRule;
  if (!llm::is_parameter_name(name)) {
    map.error(name, "is not the name of a parameter: it has 1 to 64 letters, digits, _, - and .");
  } else if (std::find(own.begin(), own.end(), name) != own.end()) {
    map.error(name, fmt::format("{} is what every request is made of; it can only pass", name));
  }
  const std::string other(llm::converted_name(name));
  if (rule != Rule::convert) {
    return;
  }
  if (other.empty()) {
    map.error(name,
              "only max_tokens and max_completion_tokens can be converted, into each other; "
              "write \"drop\" or \"refuse\"");
  } else if (const auto same = rules.find(other);
             same != rules.end() && same->second == Rule::convert) {
    map.error(name,
              fmt::format("converts to {}, which converts back; take one of the two out", other));
  }
}

}  // namespace

void read_parameters(MapReader& parent, llm::ParameterRules& rules) {
  const Value* found = parent.take("parameters");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, parent.path_of("parameters"), "parameters", parent.problems());
  if (!map.is_map()) {
    return;
  }
  allow_comment(map);
  if (found->members.size() > most_parameters) {
    parent.error("parameters", fmt::format("has {} names; {} are allowed", found->members.size(),
                                           most_parameters));
    return;
  }
  const std::vector<std::string_view> words(llm::parameter_rules.begin(),
                                            llm::parameter_rules.end());
  for (const Member& member : found->members) {
    if (member.key == "//") {
      continue;
    }
    if (const auto word = word_of(map, member.key, words)) {
      const auto rule = static_cast<llm::ParameterRule>(*word);
      check_rule(map, member.key, rule, rules);
      rules[member.key] = rule;
    }
  }
  map.finish();
}

void read_anthropic_version(MapReader& map, gateway::Provider& provider) {
  const auto word = word_of(map, "anthropic_version",
                            std::vector<std::string_view>(llm::anthropic_versions.begin(),
                                                          llm::anthropic_versions.end()));
  if (!word) {
    return;
  }
  if (provider.dialect != llm::Dialect::anthropic) {
    map.error("anthropic_version",
              "belongs to a provider that speaks Anthropic's Messages; write \"dialect\": "
              "\"anthropic\" or take it out");
    return;
  }
  provider.anthropic_version = static_cast<llm::AnthropicVersion>(*word);
}

}  // namespace gameday::config
