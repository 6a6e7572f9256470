#include "config/bifrost.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/bifrost/parts.hpp"
#include "config/gateway/well_known.hpp"
#include "config/reading.hpp"
#include "syntax/json.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_long_providers = 32;

constexpr std::array ours_on_top{
    "deadline_ms", "timeouts_ms", "tokens_per_second", "retry",      "breaker",   "concurrency",
    "budget",      "hedge",       "on_break",          "parameters", "fallbacks", "embeddings",
    "clients",     "access_log",  "check_schema"};
constexpr std::array ours_below{
    "base_url",          "dialect",    "timeouts_ms",       "retry",       "breaker", "concurrency",
    "tokens_per_second", "parameters", "anthropic_version", "check_schema"};
constexpr std::array theirs_below{"network_config", "concurrency_and_buffer_size"};

template <class Keys>
bool has_any(const Value& map, const Keys& keys) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const char* key) { return map.find(key) != nullptr; });
}

template <class Keys>
bool any_provider_has(const Value& root, const Keys& keys) {
  const Value* providers = root.find("providers");
  return providers != nullptr &&
         std::any_of(providers->members.begin(), providers->members.end(),
                     [&](const Member& member) { return has_any(member.value, keys); });
}

/// From `version: 2` on, which is the default, a key without models serves none.
bool empty_means_all(MapReader& root) {
  return root.count("version", 1, 2).value_or(2) == 1;
}

void read_dialect(MapReader& map, gateway::Provider& provider, Unmodelled& unmodelled) {
  const Value* found = map.take("custom_provider_config");
  if (found == nullptr) {
    return;
  }
  MapReader custom(*found, map.path_of("custom_provider_config"), "custom_provider_config",
                   map.problems());
  if (const auto base = custom.text("base_provider_type"); base && *base == "anthropic") {
    provider.dialect = llm::Dialect::anthropic;
  }
  unmodelled.take(custom, {"is_key_less", "allowed_requests", "request_path_overrides"});
  custom.finish();
}

class LongForm {
 public:
  LongForm(const Value& root, const Environment& environment, gateway::Form defaults_of,
           Problems& problems)
      : map_(root, "", "a gateway config", problems),
        environment_(environment),
        options_(options_by(defaults_of)) {}

  gateway::Options read() {
    allow_comment(map_);
    unmodelled_.take(map_,
                     {"$schema",        "server",      "source_of_truth", "encryption_key",
                      "env_label",      "auth_config", "client",          "guardrails_config",
                      "config_store",   "logs_store",  "vector_store",    "plugins",
                      "framework",      "mcp",         "websocket",       "access_profiles",
                      "cluster_config", "scim_config", "audit_logs",      "load_balancer_config"});
    all_ = empty_means_all(map_);
    const Value* providers =
        map_of(map_, "providers", most_long_providers,
               R"("providers": {"openai": {"keys": [{"name": "a", "value": "env.OPENAI_KEY"}]}})");
    if (providers != nullptr) {
      for (const Member& member : providers->members) {
        options_.providers.push_back(provider(member));
      }
    }
    read_routing_rules(map_, options_, unmodelled_);
    map_.finish();
    say_so();
    unmodelled_.tell(map_.problems());
    return std::move(options_);
  }

 private:
  gateway::Provider provider(const Member& member) {
    gateway::Provider provider = provider_by(options_.defaults);
    provider.name = member.key;
    MapReader map(member.value, "providers." + member.key, "a provider", map_.problems());
    check_provider_name(member, map);
    if (!map.is_map()) {
      return provider;
    }
    allow_comment(map);
    provider.dialect = member.key == "anthropic" ? llm::Dialect::anthropic : llm::Dialect::openai;
    read_dialect(map, provider, unmodelled_);
    provider.base_url = well_known_base_url(provider.name, provider.dialect);
    provider.keys = read_long_keys(map, environment_, all_, unmodelled_);
    read_network_config(map, provider, unmodelled_);
    read_long_concurrency(map, provider.concurrency);
    unmodelled_.take(map, {"proxy_config", "send_back_raw_request", "send_back_raw_response",
                           "store_raw_request_response", "openai_config", "pricing_overrides",
                           "description", "status"});
    map.finish();
    return provider;
  }

  void say_so() {
    const bool own = options_.defaults == gateway::Form::bifrost;
    map_.problems().warning(
        map_.place(), "",
        fmt::format("this is Bifrost's long form: our gateway does what it says, with {}",
                    own ? "Bifrost's defaults for the rest (30 s a try, 60 s of silence in a "
                          "stream, no retry, Retry-After ignored, no deadline)"
                        : "gameday's defaults for the rest"));
  }

  MapReader map_;
  const Environment& environment_;
  gateway::Options options_;
  Unmodelled unmodelled_;
  bool all_ = false;
};

}  // namespace

gateway::Form form_of(const Value& root) {
  const bool theirs = root.find("governance") != nullptr || any_provider_has(root, theirs_below);
  const bool ours = has_any(root, ours_on_top) || any_provider_has(root, ours_below);
  return theirs && !ours ? gateway::Form::bifrost : gateway::Form::gameday;
}

void set_request_timeout(gateway::Timeouts& timeouts, Duration limit) {
  timeouts.connect = limit;
  timeouts.tls = limit;
  timeouts.headers = limit;
  timeouts.unary_headers = limit;
  timeouts.unary_attempt = limit;
  timeouts.attempt = forever;
}

void set_stream_idle(gateway::Timeouts& timeouts, Duration limit) {
  timeouts.first_token = limit;
  timeouts.idle = limit;
}

gateway::Options read_long_form(const Value& root, const Environment& environment,
                                gateway::Form defaults_of, Problems& problems) {
  LongForm form(root, environment, defaults_of, problems);
  return form.read();
}

void Unmodelled::take(MapReader& map, const std::vector<std::string_view>& keys) {
  for (const std::string_view key : keys) {
    if (map.take(key) == nullptr) {
      continue;
    }
    const Place place = map.place_of(key);
    first_ = paths_.empty() || place < first_ ? place : first_;
    paths_.push_back(map.path_of(key));
  }
}

void Unmodelled::tell(Problems& problems) const {
  if (paths_.empty()) {
    return;
  }
  constexpr std::size_t most_shown = 12;
  std::string list;
  for (std::size_t at = 0; at < std::min(paths_.size(), most_shown); ++at) {
    list += (at == 0 ? "" : ", ") + paths_[at];
  }
  if (paths_.size() > most_shown) {
    list += fmt::format(" and {} more", paths_.size() - most_shown);
  }
  problems.warning(first_, "",
                   fmt::format("known from Bifrost, but it changes nothing here: {}", list));
}

}  // namespace gameday::config
