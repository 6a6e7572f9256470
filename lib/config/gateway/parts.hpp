#pragma once
// The pieces of a gateway's config that stand on top and, for what differs, under a provider.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/map_reader.hpp"
#include "config/gateway.hpp"
#include "gateway/options.hpp"

namespace gameday::config {

/// Whole milliseconds, 1 ms (or 0, where that is allowed) to 24 h; nothing when absent.
std::optional<Duration> milliseconds_of(MapReader& map, std::string_view key, Duration least);
std::optional<Duration> milliseconds_of(MapReader& map, std::string_view key, Duration least,
                                        Duration most);

/// The same; null is the name of "none", and leaving the key out means what holds already.
void read_limit(MapReader& map, std::string_view key, std::optional<Duration>& limit);

/// A policy as a file has it: a map, or the word that switches it off.
struct PolicyKey {
  const Value* map = nullptr;  // null: absent, off, or wrong (then a problem has been added)
  bool off = false;
};
/// `off` is `false` or `null`; `example` shows a map: `{"open_ms": 5000}`.
PolicyKey read_policy(MapReader& map, std::string_view key, std::string_view off,
                      std::string_view example);
/// A whole number into `into`, which stays where the key is absent.
void read_number(MapReader& map, std::string_view key, std::uint64_t least, std::uint64_t most,
                 std::uint32_t& into);

/// `timeouts_ms`, `retry`, `breaker` and `concurrency` of this map change only what they name.
void read_timeouts(MapReader& map, gateway::Timeouts& timeouts);
void read_retry(MapReader& map, gateway::Retry& retry);
void read_breaker(MapReader& map, std::optional<gateway::BreakerOptions>& breaker);
/// false: no limit, as where nothing is said.
void read_concurrency(MapReader& map, std::optional<gateway::ConcurrencyOptions>& concurrency);
/// null: any pace will do.
void read_pace(MapReader& map, std::optional<gateway::PaceOptions>& pace);

/// Of the whole gateway: these stand on top only.
void read_budget(MapReader& map, std::optional<gateway::BudgetOptions>& budget);
void read_on_break(MapReader& map, gateway::OnBreak& on_break);
void read_hedge(MapReader& map, std::optional<gateway::HedgeOptions>& hedge);

/// `parameters`: what happens to parameters of a request, by their names. `above` holds as well
/// where `rules` say nothing.
void read_parameters(MapReader& map, llm::ParameterRules& rules,
                     const llm::ParameterRules& above = {});
/// `anthropic_version`, where the dialect has one.
void read_anthropic_version(MapReader& map, gateway::Provider& provider);

/// What holds where a file says nothing.
gateway::Options options_by(gateway::Form defaults_of);
gateway::Provider provider_by(gateway::Form defaults_of);

/// A provider's base URL as its official SDK takes it; adds a problem when `url` is none.
void check_address(MapReader& map, const std::string& url, llm::Dialect dialect);
void check_provider_name(const Member& member, MapReader& map);
/// `provider/model`, of a known provider.
std::optional<gateway::Target> read_target(const Value& item, const std::string& path,
                                           const std::vector<std::string>& providers,
                                           Problems& problems);
std::vector<std::string> names_of(const std::vector<gateway::Provider>& providers);

inline constexpr std::string_view variable_prefix = "env.";
/// What stands in `env.NAME`: empty where that is not set, or nobody looks. Nothing: the text does
/// not begin so, or what follows is no variable's name.
std::optional<std::string> variable_of(std::string_view text, const Environment& environment);

std::vector<gateway::Key> read_keys(MapReader& map, const Environment& environment);

/// `env.NAME`, or the key itself (with a warning), into `key`.
void read_key_value(gateway::Key& key, const Value& written, const std::string& path,
                    const Environment& environment, Problems& problems);

/// `clients`: who may ask this gateway.
void read_clients(MapReader& map, const Environment& environment, gateway::Options& options);

/// `"//": "a comment"` may stand in any object.
void allow_comment(MapReader& map);

}  // namespace gameday::config
