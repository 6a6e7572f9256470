#include "config/gateway.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/map_reader.hpp"
#include "config/bifrost.hpp"
#include "config/gateway/parts.hpp"
#include "config/gateway/well_known.hpp"
#include "config/reading.hpp"
#include "config/shown_text.hpp"
#include "syntax/file.hpp"
#include "syntax/json.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_gateway_providers = 32;
constexpr std::size_t most_targets = 16;

void refuse_long_form(MapReader& map, std::string_view key, std::string_view way_out) {
  if (map.take(key) != nullptr) {
    map.problems().error(map.place_of(key), map.path_of(key),
                         fmt::format("belongs to Bifrost's long form, but this file has keys of "
                                     "gameday's own as well, and one file speaks one form; {}",
                                     way_out));
  }
}

gateway::Provider read_provider(const Member& member, const gateway::Provider& defaults,
                                const Environment& environment, Problems& problems) {
  gateway::Provider provider = defaults;
  provider.name = member.key;
  MapReader map(member.value, "providers." + member.key, "a provider", problems);
  check_provider_name(member, map);
  if (!map.is_map()) {
    return provider;
  }
  allow_comment(map);
  provider.dialect = member.key == "anthropic" ? llm::Dialect::anthropic : provider.dialect;
  if (const auto word = word_of(map, "dialect", dialects())) {
    provider.dialect = static_cast<llm::Dialect>(*word);
  }
  if (const auto url = map.text("base_url")) {
    provider.base_url = *url;
    check_address(map, *url, provider.dialect);
  } else {
    provider.base_url = well_known_base_url(provider.name, provider.dialect);
  }
  provider.keys = read_keys(map, environment);
  read_timeouts(map, provider.timeouts);
  read_retry(map, provider.retry);
  read_breaker(map, provider.breaker);
  read_concurrency(map, provider.concurrency);
  read_pace(map, provider.pace);
  read_anthropic_version(map, provider);
  read_parameters(map, provider.parameters);
  provider.check_schema = map.boolean("check_schema").value_or(provider.check_schema);
  refuse_long_form(map, "network_config", "write base_url, timeouts_ms and retry instead");
  refuse_long_form(map, "concurrency_and_buffer_size", "write concurrency instead");
  for (const char* whole : {"budget", "hedge", "on_break"}) {
    if (map.take(whole) != nullptr) {
      map.problems().error(map.place_of(whole), map.path_of(whole),
                           "holds for the whole gateway; write it on top, beside providers");
    }
  }
  map.finish();
  return provider;
}

using Providers = std::vector<gateway::Provider>;

/// `provider/model`, or a map that says more about it.
std::optional<gateway::Target> read_link(const Value& item, const std::string& path,
                                         const Providers& providers, Problems& problems) {
  const std::vector<std::string> names = names_of(providers);
  if (item.kind != Value::Kind::map) {
    return read_target(item, path, names, problems);
  }
  MapReader map(item, path, "a target", problems);
  allow_comment(map);
  std::optional<gateway::Target> target;
  if (const Value* named = map.require("target", R"("target": "openai/gpt-4o-mini")")) {
    target = read_target(*named, map.path_of("target"), names, problems);
  }
  llm::ParameterRules rules;
  read_parameters(
      map, rules,
      target ? gateway::provider_of(providers, *target).parameters : llm::ParameterRules());
  map.finish();
  if (target) {
    target->parameters = std::move(rules);
  }
  return target;
}

void read_chain(MapReader& map, gateway::Options& options) {
  const Value* list =
      list_of(map, "fallbacks", most_targets, R"("fallbacks": ["openai/gpt-4o-mini"])");
  for (std::size_t at = 0; list != nullptr && at < list->items.size(); ++at) {
    const std::string path = fmt::format("fallbacks[{}]", at);
    if (auto target = read_link(list->items[at], path, options.providers, map.problems())) {
      options.chain.push_back(std::move(*target));
    }
  }
}

/// Vectors of two models cannot be compared, so a chain of them is one model in several places.
void read_embeddings(MapReader& map, gateway::Options& options) {
  if (!map.has("embeddings")) {
    return;
  }
  const Value* list = list_of(map, "embeddings", most_targets,
                              R"("embeddings": ["openai/text-embedding-3-small"])");
  for (std::size_t at = 0; list != nullptr && at < list->items.size(); ++at) {
    const Value& item = list->items[at];
    const std::string path = fmt::format("embeddings[{}]", at);
    auto target = read_link(item, path, options.providers, map.problems());
    if (!target) {
      continue;
    }
    if (gateway::provider_of(options.providers, *target).dialect != llm::Dialect::openai) {
      map.problems().error(item.place, path,
                           fmt::format("{} does not speak OpenAI's dialect, and the others have no "
                                       "embeddings; take it out",
                                       target->provider));
    }
    options.embeddings.push_back(std::move(*target));
    const std::string& model = options.embeddings.front().model;
    if (options.embeddings.back().model != model) {
      map.problems().warning(item.place, path,
                             fmt::format("vectors of {} cannot be compared with those of {}",
                                         options.embeddings.back().model, model));
    }
  }
}

gateway::Options read_short_form(const Value& root, const Environment& environment,
                                 gateway::Form defaults_of, Problems& problems) {
  gateway::Options options = options_by(defaults_of);
  MapReader map(root, "", "a gateway config", problems);
  if (!map.is_map()) {
    return options;
  }
  allow_comment(map);
  refuse_long_form(map, "governance", "write fallbacks instead");
  read_limit(map, "deadline_ms", options.deadline);
  read_budget(map, options.budget);
  read_hedge(map, options.hedge);
  read_on_break(map, options.on_break);
  read_clients(map, environment, options);
  options.access_log = map.text("access_log").value_or("");
  gateway::Provider defaults = provider_by(defaults_of);
  read_timeouts(map, defaults.timeouts);
  read_retry(map, defaults.retry);
  read_breaker(map, defaults.breaker);
  read_concurrency(map, defaults.concurrency);
  read_pace(map, defaults.pace);
  read_parameters(map, defaults.parameters);
  defaults.check_schema = map.boolean("check_schema").value_or(defaults.check_schema);
  const Value* providers = map_of(map, "providers", most_gateway_providers,
                                  R"("providers": {"openai": {"keys": ["env.OPENAI_KEY"]}})");
  if (providers != nullptr) {
    for (const Member& member : providers->members) {
      options.providers.push_back(read_provider(member, defaults, environment, problems));
    }
    read_chain(map, options);
    read_embeddings(map, options);
  } else {
    map.take("fallbacks");
    map.take("embeddings");
  }
  map.finish();
  return options;
}

}  // namespace

std::optional<gateway::Options> parse_gateway(std::string_view json, const Environment& environment,
                                              Problems& problems,
                                              std::optional<gateway::Form> defaults_of) {
  const auto root = syntax::parse_json(json, problems);
  if (!root) {
    return std::nullopt;
  }
  const gateway::Form form = form_of(*root);
  const auto read = form == gateway::Form::bifrost ? read_long_form : read_short_form;
  gateway::Options options = read(*root, environment, defaults_of.value_or(form), problems);
  options.form = form;
  return problems.any_error() ? std::nullopt : std::optional(std::move(options));
}

std::optional<gateway::Options> read_gateway(const std::string& path,
                                             const Environment& environment, Findings& findings) {
  Problems problems(path);
  std::optional<gateway::Options> options;
  if (auto text = syntax::read_file(path, problems)) {
    options = parse_gateway(*text, environment, problems);
    findings.texts[path] = shown_text(*text);
  }
  findings.add(problems);
  return options;
}

}  // namespace gameday::config
