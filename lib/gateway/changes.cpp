#include "gateway/changes.hpp"

#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/digest.hpp"
#include "base/units.hpp"

namespace gameday::gateway {

namespace {

using Settings = std::map<std::string, std::string>;

constexpr std::size_t shown_digits = 4;

std::string fingerprint(const std::string& secret) {
  return secret.empty() ? " unset" : '#' + sha256_hex(secret).substr(0, shown_digits);
}

std::string shown(std::optional<Duration> time) {
  return time ? gameday::to_text(*time) : "none";
}

void list_timeouts(const std::string& path, const Timeouts& timeouts, Settings& all) {
  for (const auto& [name, time] : timeout_names) {
    all[path + ".timeouts_ms." + name] = shown(timeouts.*time);
  }
  if (timeouts.unary_attempt) {
    all[path + ".timeouts_ms.unary_attempt"] = shown(*timeouts.unary_attempt);
  }
}

void list_retry(const std::string& path, const Retry& retry, Settings& all) {
  constexpr const char* jitters[] = {"none", "20%", "full"};
  all[path + ".retry.max"] = std::to_string(retry.max);
  all[path + ".retry.base_ms"] = shown(retry.base);
  all[path + ".retry.max_ms"] = shown(retry.ceiling);
  all[path + ".retry.jitter"] = jitters[static_cast<std::size_t>(retry.jitter)];
  all[path + ".retry.on_timeout"] = retry.on_timeout ? "true" : "false";
  all[path + ".retry.on_rate_limit"] = retry.on_rate_limit ? "true" : "false";
  all[path + ".retry.retry_after"] = retry.retry_after == RetryAfter::honour ? "honour" : "ignore";
  all[path + ".retry.wait_max_ms"] = shown(retry.wait_max);
}

void list_breaker(const std::string& path, const std::optional<BreakerOptions>& breaker,
                  Settings& all) {
  if (!breaker) {
    all[path + ".breaker"] = "false";
    return;
  }
  all[path + ".breaker.window"] = std::to_string(breaker->window);
  all[path + ".breaker.window_ms"] = shown(breaker->age);
  all[path + ".breaker.min_calls"] = std::to_string(breaker->min_calls);
  all[path + ".breaker.failure_rate"] = std::to_string(breaker->failure_rate);
  all[path + ".breaker.open_ms"] = shown(breaker->open);
  all[path + ".breaker.open_max_ms"] = shown(breaker->open_most);
  all[path + ".breaker.probes"] = std::to_string(breaker->probes);
  all[path + ".breaker.slow_ms"] = shown(breaker->slow);
  all[path + ".breaker.slow_rate"] = std::to_string(breaker->slow_rate);
  all[path + ".breaker.slow_start_ms"] = shown(breaker->slow_start);
}

void list_limits(const std::string& path, const Provider& provider, Settings& all) {
  all[path + ".tokens_per_second"] =
      provider.pace
          ? fmt::format("{} over {}", provider.pace->per_second, shown(provider.pace->window))
          : "none";
  all[path + ".concurrency"] =
      provider.concurrency
          ? fmt::format("{}, queue {} for {}", provider.concurrency->limit,
                        provider.concurrency->queue, shown(provider.concurrency->queue_time))
          : "none";
}

std::string rules_of(const llm::ParameterRules& rules) {
  std::string list;
  for (const auto& [name, rule] : rules) {
    list += fmt::format("{}{} {}", list.empty() ? "" : ", ", name,
                        llm::parameter_rules[static_cast<std::size_t>(rule)]);
  }
  return list.empty() ? "none" : list;
}

void list_provider(const Provider& provider, Settings& all) {
  const std::string path = "providers." + provider.name;
  all[path + ".dialect"] = provider.dialect == llm::Dialect::openai ? "openai" : "anthropic";
  all[path + ".base_url"] = provider.base_url;
  all[path + ".check_schema"] = provider.check_schema ? "true" : "false";
  all[path + ".parameters"] = rules_of(provider.parameters);
  all[path + ".anthropic_version"] =
      provider.anthropic_version == llm::AnthropicVersion::v2023_06_01 ? "2023-06-01"
                                                                       : "2026-10-21";
  std::vector<std::string_view> order;  // in which a request tries them
  for (const Key& key : provider.keys) {
    order.push_back(key.name);
    const std::string models =
        key.models.empty() ? "" : fmt::format(", models {}", fmt::join(key.models, " "));
    all[path + ".keys." + key.name] =
        fmt::format("{}{}, weight {}{}", key.source, fingerprint(key.value), key.weight, models);
  }
  all[path + ".keys"] = fmt::format("{}", fmt::join(order, ", "));
  list_timeouts(path, provider.timeouts, all);
  list_retry(path, provider.retry, all);
  list_breaker(path, provider.breaker, all);
  list_limits(path, provider, all);
}

std::string list_of(const std::vector<Target>& chain) {
  std::string list;
  for (const Target& target : chain) {
    list += fmt::format("{}{}/{}", list.empty() ? "" : ", ", target.provider, target.model);
    if (!target.parameters.empty()) {
      list += fmt::format(" ({})", rules_of(target.parameters));
    }
  }
  return list.empty() ? "none" : list;
}

Settings settings_of(const Options& options) {
  Settings all;
  all["deadline_ms"] = shown(options.deadline);
  all["fallbacks"] = list_of(options.chain);
  all["embeddings"] = list_of(options.embeddings);
  std::string tokens;
  for (const ClientToken& token : options.tokens) {
    tokens +=
        fmt::format("{}{}{}", tokens.empty() ? "" : ", ", token.source, fingerprint(token.value));
  }
  all["clients.tokens"] = tokens.empty() ? "none" : tokens;
  all["budget"] = options.budget
                      ? fmt::format("{} %, {} a second, over {}", options.budget->percent,
                                    options.budget->per_second, shown(options.budget->window))
                      : "none";
  all["hedge"] = options.hedge
                     ? fmt::format("after {}, unary {}, at most {} %", shown(options.hedge->after),
                                   shown(options.hedge->unary_after), options.hedge->max_percent)
                     : "none";
  all["on_break"] = options.on_break == OnBreak::error ? "error" : "restart";
  all["access_log"] = options.access_log.empty() ? "none" : options.access_log;
  for (const Provider& provider : options.providers) {
    list_provider(provider, all);
  }
  return all;
}

}  // namespace

std::vector<std::string> changes(const Options& before, const Options& after) {
  const Settings old = settings_of(before);
  Settings fresh = settings_of(after);
  std::vector<std::string> lines;
  for (const auto& [path, value] : old) {
    const auto found = fresh.find(path);
    if (found == fresh.end()) {
      lines.push_back(fmt::format("{}: {} -> gone", path, value));
    } else if (found->second != value) {
      lines.push_back(fmt::format("{}: {} -> {}", path, value, found->second));
    }
    if (found != fresh.end()) {
      fresh.erase(found);
    }
  }
  for (const auto& [path, value] : fresh) {
    lines.push_back(fmt::format("{}: new, {}", path, value));
  }
  return lines;
}

}  // namespace gameday::gateway
