#include "gateway/lint/setting.hpp"

#include <array>

#include <fmt/format.h>

namespace gameday::gateway::lint {
namespace {

struct Words {
  Setting setting;
  const char* group;  // of ours
  const char* key;
  const char* theirs;  // in network_config; null: they have none
};

constexpr const char* request_timeout = "default_request_timeout_in_seconds";
constexpr const char* stream_idle = "stream_idle_timeout_in_seconds";

constexpr std::array table{
    Words{Setting::connect, "timeouts_ms", "connect", request_timeout},
    Words{Setting::headers, "timeouts_ms", "headers", request_timeout},
    Words{Setting::unary_headers, "timeouts_ms", "unary_headers", request_timeout},
    Words{Setting::first_token, "timeouts_ms", "first_token", stream_idle},
    Words{Setting::idle, "timeouts_ms", "idle", stream_idle},
    Words{Setting::attempt, "timeouts_ms", "attempt", request_timeout},
    Words{Setting::retry_max, "retry", "max", "max_retries"},
    Words{Setting::retry_base, "retry", "base_ms", "retry_backoff_initial"},
    Words{Setting::retry_ceiling, "retry", "max_ms", "retry_backoff_max"},
    Words{Setting::jitter, "retry", "jitter", nullptr},
    Words{Setting::on_timeout, "retry", "on_timeout", nullptr},
    Words{Setting::on_rate_limit, "retry", "on_rate_limit", nullptr},
    Words{Setting::retry_after, "retry", "retry_after", nullptr},
    Words{Setting::wait_max, "retry", "wait_max_ms", nullptr},
    Words{Setting::breaker_age, "breaker", "window_ms", nullptr},
    Words{Setting::breaker_slow, "breaker", "slow_ms", nullptr},
    Words{Setting::slow_start, "breaker", "slow_start_ms", nullptr},
    Words{Setting::queue_time, "concurrency", "queue_ms", nullptr},
    Words{Setting::pace_least, "tokens_per_second", "min", nullptr},
    Words{Setting::pace_window, "tokens_per_second", "over_ms", nullptr},
    Words{Setting::base_url, nullptr, "base_url", "base_url"},
    Words{Setting::keys, nullptr, "keys", nullptr},
};

const Words& words_of(Setting setting) {
  return table.at(static_cast<std::size_t>(setting));
}

std::vector<KeyPath> in_long_form(const std::string& provider, const Words& words) {
  std::vector<KeyPath> paths;
  if (words.setting == Setting::keys) {
    paths.push_back({"providers", provider, "keys"});
  }
  if (words.theirs != nullptr) {
    paths.push_back({"providers", provider, "network_config", words.theirs});
  }
  paths.push_back({"providers", provider, "network_config"});
  paths.push_back({"providers", provider});
  return paths;
}

}  // namespace

std::vector<KeyPath> where(const Options& options, const std::string& provider, Setting setting) {
  const Words& words = words_of(setting);
  if (options.form == Form::bifrost) {
    return in_long_form(provider, words);
  }
  std::vector<KeyPath> paths;
  if (words.group == nullptr) {
    paths.push_back({"providers", provider, words.key});
  } else {
    paths.push_back({"providers", provider, words.group, words.key});
    paths.push_back({words.group, words.key});
    paths.push_back({words.group});
  }
  paths.push_back({"providers", provider});
  return paths;
}

std::vector<KeyPath> where_deadline(const Options& options) {
  if (options.form == Form::bifrost) {
    return {{"providers"}};
  }
  return {{"deadline_ms"}, {"providers"}};
}

std::vector<KeyPath> where_target(const Options& options, std::size_t place) {
  if (options.form == Form::bifrost) {
    return {{"governance", "routing_rules"}, {"governance"}};
  }
  return {{"fallbacks", std::to_string(place)}, {"fallbacks"}};
}

std::string pasted(const Options& options, Setting setting, const std::string& value) {
  const Words& words = words_of(setting);
  if (options.form == Form::bifrost) {
    return words.theirs == nullptr
               ? ""
               : fmt::format("\"network_config\": {{\"{}\": {}}}", words.theirs, value);
  }
  return words.group == nullptr
             ? fmt::format("\"{}\": {}", words.key, value)
             : fmt::format("\"{}\": {{\"{}\": {}}}", words.group, words.key, value);
}

}  // namespace gameday::gateway::lint
