#include "config/gateway.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/map_reader.hpp"
#include "base/url.hpp"
#include "config/file.hpp"
#include "config/gateway_parts.hpp"
#include "config/json.hpp"
#include "config/reading.hpp"
#include "config/shown_text.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_gateway_providers = 32;
constexpr std::size_t most_targets = 16;
constexpr std::size_t longest_shown = 80;  // of an address that is none

void refuse_long_form(MapReader& map, std::string_view key, std::string_view way_out) {
  if (map.take(key) != nullptr) {
    map.problems().error(map.place_of(key), map.path_of(key),
                         fmt::format("Bifrost's long form is not read by this version of gameday; "
                                     "{}",
                                     way_out));
  }
}

// Each official SDK's base URL: OpenAI's ends with /v1, Anthropic's has no path.
const char* example_url(llm::Dialect dialect) {
  return dialect == llm::Dialect::openai ? "http://127.0.0.1:8080/v1" : "http://127.0.0.1:8080";
}

void check_address(MapReader& map, const std::string& text, llm::Dialect dialect) {
  const auto url = parse_url(text);
  if (!url && text.find('@') != std::string::npos) {  // then it is not quoted
    map.error("base_url", url.problem + "; a key goes into keys");
  } else if (!url) {
    map.error("base_url", fmt::format("\"{}\" {}; write \"{}\"", text.substr(0, longest_shown),
                                      url.problem, example_url(dialect)));
  } else if (dialect == llm::Dialect::anthropic && !url.value->path.empty()) {
    Url bare = *url.value;
    bare.path.clear();
    map.error("base_url", fmt::format("Anthropic's base URL has no path: /v1/messages is added to "
                                      "it; write \"{}\"",
                                      to_text(bare)));
  }
}

gateway::Provider read_provider(const Member& member, const gateway::Provider& defaults,
                                const Environment& environment, Problems& problems) {
  gateway::Provider provider = defaults;
  provider.name = member.key;
  MapReader map(member.value, "providers." + member.key, "a provider", problems);
  check_name(provider.name, "a provider", member.place, map.path(), problems);
  if (provider.name.find('/') != std::string::npos) {
    problems.error(member.place, map.path(),
                   "a provider's name has no \"/\": targets are "
                   "written provider/model");
  }
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
  }
  provider.keys = read_keys(map, environment);
  read_timeouts(map, provider.timeouts);
  read_retry(map, provider.retry);
  refuse_long_form(map, "network_config", "write base_url, timeouts_ms and retry instead");
  refuse_long_form(map, "concurrency_and_buffer_size",
                   "take it out, for calls are not limited yet");
  for (const char* later : {"on_break", "breaker", "concurrency", "budget", "hedge"}) {
    map.not_yet(later);
  }
  map.finish();
  return provider;
}

std::optional<gateway::Target> read_target(const Value& item, const std::string& path,
                                           const std::vector<std::string>& providers,
                                           Problems& problems) {
  const std::size_t slash = item.text.find('/');
  if (item.kind != Value::Kind::text || slash == std::string::npos || slash == 0 ||
      slash + 1 == item.text.size()) {
    problems.error(item.place, path,
                   "a target is \"provider/model\"; write "
                   "\"openai/gpt-4o-mini\"");
    return std::nullopt;
  }
  const std::string provider = item.text.substr(0, slash);
  if (!index_of(provider, providers, "provider", item.place, path, problems)) {
    return std::nullopt;
  }
  return gateway::Target{provider, item.text.substr(slash + 1)};
}

void read_chain(MapReader& map, gateway::Options& options) {
  const Value* list =
      list_of(map, "fallbacks", most_targets, R"("fallbacks": ["openai/gpt-4o-mini"])");
  if (list == nullptr) {
    return;
  }
  std::vector<std::string> names;
  for (const gateway::Provider& provider : options.providers) {
    names.push_back(provider.name);
  }
  for (std::size_t at = 0; at < list->items.size(); ++at) {
    const std::string path = fmt::format("fallbacks[{}]", at);
    if (auto target = read_target(list->items[at], path, names, map.problems())) {
      options.chain.push_back(std::move(*target));
    }
  }
}

// Null is the name of "none": leaving the key out means the default.
void read_deadline(MapReader& map, gateway::Options& options) {
  const Value* found = map.take("deadline_ms");
  if (found != nullptr && found->kind == Value::Kind::null) {
    options.deadline.reset();
  } else if (const auto deadline = milliseconds_of(map, "deadline_ms", 1ms)) {
    options.deadline = deadline;
  }
}

gateway::Options read_options(const Value& root, const Environment& environment,
                              Problems& problems) {
  gateway::Options options;
  MapReader map(root, "", "a gateway config", problems);
  if (!map.is_map()) {
    return options;
  }
  allow_comment(map);
  refuse_long_form(map, "governance", "write fallbacks instead");
  read_deadline(map, options);
  gateway::Provider defaults;
  read_timeouts(map, defaults.timeouts);
  read_retry(map, defaults.retry);
  const Value* providers = map_of(map, "providers", most_gateway_providers,
                                  R"("providers": {"openai": {"keys": ["env.OPENAI_KEY"]}})");
  if (providers != nullptr) {
    for (const Member& member : providers->members) {
      options.providers.push_back(read_provider(member, defaults, environment, problems));
    }
    read_chain(map, options);
  } else {
    map.take("fallbacks");
  }
  for (const char* later : {"on_break", "breaker", "concurrency", "budget", "hedge"}) {
    map.not_yet(later);
  }
  map.finish();
  return options;
}

}  // namespace

std::optional<gateway::Options> parse_gateway(std::string_view json, const Environment& environment,
                                              Problems& problems) {
  const auto root = parse_json(json, problems);
  if (!root) {
    return std::nullopt;
  }
  gateway::Options options = read_options(*root, environment, problems);
  return problems.any_error() ? std::nullopt : std::optional(std::move(options));
}

std::optional<gateway::Options> read_gateway(const std::string& path,
                                             const Environment& environment, Findings& findings) {
  Problems problems(path);
  std::optional<gateway::Options> options;
  if (auto text = read_file(path, problems)) {
    options = parse_gateway(*text, environment, problems);
    findings.texts[path] = shown_text(*text);
  }
  findings.add(problems);
  return options;
}

}  // namespace gameday::config
