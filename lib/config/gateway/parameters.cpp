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

void check_rule(MapReader& map, const std::string& name, llm::ParameterRule rule) {
  using Rule = llm::ParameterRule;
  if (!llm::is_parameter_name(name)) {
    map.error(name, "is not the name of a parameter: it has 1 to 64 letters, digits, _, - and .");
  } else if (rule != Rule::pass && std::find(own.begin(), own.end(), name) != own.end()) {
    map.error(name, fmt::format("{} is what every request is made of; it can only pass", name));
  } else if (rule == Rule::convert && llm::converted_name(name).empty()) {
    map.error(name,
              "only max_tokens and max_completion_tokens can be converted, into each other; "
              "write \"drop\" or \"refuse\"");
  }
}

bool converts(const llm::ParameterRules& rules, std::string_view name) {
  const auto rule = rules.find(name);
  return rule != rules.end() && rule->second == llm::ParameterRule::convert;
}

/// Once all is read: what a map says of either holds in whatever order it says it.
void check_both_ways(MapReader& map, const Value& written, const llm::ParameterRules& rules) {
  for (auto member = written.members.rbegin(); member != written.members.rend(); ++member) {
    const std::string other(llm::converted_name(member->key));
    if (!other.empty() && converts(rules, member->key) && converts(rules, other)) {
      map.error(member->key,
                fmt::format("converts to {}, which converts back; take one of the two out", other));
      return;
    }
  }
}

}  // namespace

void read_parameters(MapReader& parent, llm::ParameterRules& rules,
                     const llm::ParameterRules& above) {
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
      check_rule(map, member.key, rule);
      rules[member.key] = rule;
    }
  }
  llm::ParameterRules all = rules;
  all.insert(above.begin(), above.end());
  check_both_ways(map, *found, all);
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
