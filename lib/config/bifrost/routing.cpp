// governance.routing_rules of Bifrost's long form: which targets a request tries, in which order.
#include <algorithm>

#include <fmt/format.h>

#include "config/bifrost/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_rules = 64;
constexpr std::size_t most_rule_targets = 16;

constexpr const char* example =
    R"("governance": {"routing_rules": [{"targets": [{"provider": "openai", "model": "gpt-4o-mini", )"
    R"("weight": 1}], "fallbacks": ["anthropic/claude-haiku-4-5"]}]})";

struct Rule {
  bool enabled = true;
  bool always = true;  // without a condition
  std::vector<gateway::Target> chain;
  Place place;
  std::string path;
};

class RuleReader {
 public:
  RuleReader(const std::vector<std::string>& providers, Problems& problems, Unmodelled& unmodelled)
      : providers_(providers), problems_(problems), unmodelled_(unmodelled) {}

  Rule read(const Value& item, const std::string& path) {
    Rule rule;
    rule.place = item.place;
    rule.path = path;
    MapReader map(item, path, "a routing rule", problems_);
    if (!map.is_map()) {
      return rule;
    }
    allow_comment(map);
    rule.enabled = map.boolean("enabled").value_or(true);
    const auto condition = map.text("cel_expression");
    rule.always = !condition || condition->empty() || *condition == "true";
    read_targets(map, rule);
    read_fallbacks(map, rule);
    for (const char* name : {"id", "name", "description", "priority"}) {
      map.take(name);
    }
    unmodelled_.take(map, {"scope", "scope_id", "query", "chain_rule"});
    map.finish();
    return rule;
  }

 private:
  /// One of them is drawn by weight in Bifrost; our gateway asks the heaviest.
  void read_targets(MapReader& map, Rule& rule) {
    const Value* list = list_of(map, "targets", most_rule_targets,
                                R"("targets": [{"provider": "openai", "model": "gpt-4o-mini"}])");
    if (list == nullptr) {
      return;
    }
    std::uint32_t heaviest = 0;
    for (std::size_t at = 0; at < list->items.size(); ++at) {
      const std::string path = fmt::format("{}[{}]", map.path_of("targets"), at);
      MapReader target(list->items[at], path, "a target", problems_);
      if (!target.is_map()) {
        continue;
      }
      const std::uint32_t weight = thousandths_of(target, "weight").value_or(1000);
      auto named = read_target(target);
      if (named && (rule.chain.empty() || weight > heaviest)) {
        heaviest = weight;
        rule.chain.assign(1, std::move(*named));
      }
    }
    if (list->items.size() > 1 && !rule.chain.empty()) {
      const gateway::Target& first = rule.chain.front();
      problems_.warning(map.place_of("targets"), map.path_of("targets"),
                        fmt::format("Bifrost shares requests among {} targets by weight; here "
                                    "the heaviest takes them all: {}/{}",
                                    list->items.size(), first.provider, first.model));
    }
  }

  std::optional<gateway::Target> read_target(MapReader& map) {
    allow_comment(map);
    map.require("provider", R"("provider": "openai")");
    map.require("model", R"("model": "gpt-4o-mini")");
    const auto provider = map.text("provider");
    const auto model = map.text("model");
    unmodelled_.take(map, {"key_id"});
    map.finish();
    if (!provider || !model) {
      return std::nullopt;
    }
    const Place place = map.place_of_value("provider");
    if (!index_of(*provider, providers_, "provider", place, map.path_of("provider"), problems_)) {
      return std::nullopt;
    }
    if (model->empty()) {
      map.error("model", "is empty; write \"model\": \"gpt-4o-mini\"");
      return std::nullopt;
    }
    return gateway::Target{*provider, *model};
  }

  void read_fallbacks(MapReader& map, Rule& rule) {
    const Value* list = map.find("fallbacks");
    if (list == nullptr || (list->kind == Value::Kind::list && list->items.empty())) {
      map.take("fallbacks");
      return;
    }
    list = list_of(map, "fallbacks", most_rule_targets - 1,
                   R"("fallbacks": ["anthropic/claude-haiku-4-5"])");
    if (list == nullptr) {
      return;
    }
    for (std::size_t at = 0; at < list->items.size(); ++at) {
      const std::string path = fmt::format("{}[{}]", map.path_of("fallbacks"), at);
      auto target = config::read_target(list->items[at], path, providers_, problems_);
      if (target) {
        rule.chain.push_back(std::move(*target));
      }
    }
  }

  const std::vector<std::string>& providers_;
  Problems& problems_;
  Unmodelled& unmodelled_;
};

/// The first that holds for every request, else the first that is on.
const Rule* chosen(const std::vector<Rule>& rules) {
  const auto on = [](const Rule& rule) { return rule.enabled; };
  const auto always = [](const Rule& rule) { return rule.enabled && rule.always; };
  auto found = std::find_if(rules.begin(), rules.end(), always);
  if (found == rules.end()) {
    found = std::find_if(rules.begin(), rules.end(), on);
  }
  return found == rules.end() ? nullptr : &*found;
}

std::vector<Rule> read_rules(MapReader& governance, const gateway::Options& options,
                             Unmodelled& unmodelled) {
  std::vector<Rule> rules;
  const Value* list = list_of(governance, "routing_rules", most_rules, example);
  if (list == nullptr) {
    return rules;
  }
  const std::vector<std::string> names = names_of(options.providers);
  RuleReader reader(names, governance.problems(), unmodelled);
  for (std::size_t at = 0; at < list->items.size(); ++at) {
    rules.push_back(reader.read(list->items[at],
                                fmt::format("{}[{}]", governance.path_of("routing_rules"), at)));
  }
  return rules;
}

}  // namespace

void read_routing_rules(MapReader& root, gateway::Options& options, Unmodelled& unmodelled) {
  const Value* found = root.take("governance");
  if (found == nullptr) {
    root.problems().error(root.place(), "governance",
                          fmt::format("nothing says which model is asked; write {}", example));
    return;
  }
  MapReader map(*found, "governance", "governance", root.problems());
  if (!map.is_map()) {
    return;
  }
  allow_comment(map);
  const std::vector<Rule> rules = read_rules(map, options, unmodelled);
  unmodelled.take(map, {"virtual_keys", "budgets", "rate_limits", "customers", "teams",
                        "model_configs", "providers", "auth_config"});
  map.finish();
  const Rule* rule = chosen(rules);
  if (rule == nullptr) {
    if (!rules.empty()) {
      map.error("routing_rules", "no rule is enabled, so nothing says which model is asked");
    }
    return;
  }
  options.chain = rule->chain;
  if (rules.size() > 1 || !rule->always) {
    map.problems().warning(rule->place, rule->path,
                           "this rule is the one that is followed, for every request: conditions "
                           "and other rules are not read");
  }
}

}  // namespace gameday::config
