// A provider in Bifrost's long form: network_config, concurrency_and_buffer_size.
#include <fmt/format.h>

#include "config/bifrost/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::uint64_t most_long_retries = 20;  // as in the short form
constexpr std::uint64_t most_calls = 1'000'000;  // at one time, or waiting

/// Whole seconds; 0 is Bifrost's way to say the default.
std::optional<Duration> seconds_of(MapReader& map, std::string_view key) {
  constexpr auto most = static_cast<std::uint64_t>(longest_duration / 1s);
  const auto seconds = map.count(key, 0, most);
  return seconds && *seconds > 0 ? std::optional<Duration>(std::chrono::seconds(*seconds))
                                 : std::nullopt;
}

/// `500` is milliseconds, `"500ms"` says so.
std::optional<Duration> backoff_of(MapReader& map, std::string_view key) {
  const Value* found = map.find(key);
  const bool says_unit = found != nullptr && found->kind == Value::Kind::text && found->quoted;
  return says_unit ? map.duration(key) : milliseconds_of(map, key, 0ms);
}

/// OpenAI's base URL ends with /v1 for its SDK, and without it for Bifrost, which adds it.
void read_base_url(MapReader& map, gateway::Provider& into) {
  const auto url = map.text("base_url");
  if (!url) {
    return;  // a well-known one is where everybody knows it to be
  }
  check_address(map, *url, into.dialect);
  into.base_url = *url;
  while (into.base_url.ends_with('/')) {
    into.base_url.pop_back();
  }
  if (into.dialect != llm::Dialect::openai) {
    return;
  }
  if (into.base_url.ends_with("/v1")) {
    map.problems().warning(map.place_of_value("base_url"), map.path_of("base_url"),
                           "Bifrost adds /v1 itself, and would ask /v1/v1; take it out");
  } else {
    into.base_url += "/v1";
  }
}

}  // namespace

void read_network_config(MapReader& provider, gateway::Provider& into, Unmodelled& unmodelled) {
  const Value* found = provider.take("network_config");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, provider.path_of("network_config"), "network_config", provider.problems());
  allow_comment(map);
  read_base_url(map, into);
  if (const auto limit = seconds_of(map, "default_request_timeout_in_seconds")) {
    set_request_timeout(into.timeouts, *limit);
  }
  if (const auto limit = seconds_of(map, "stream_idle_timeout_in_seconds")) {
    set_stream_idle(into.timeouts, *limit);
  }
  if (const auto most = map.count("max_retries", 0, most_long_retries)) {
    into.retry.max = static_cast<std::uint32_t>(*most);
  }
  into.retry.base = backoff_of(map, "retry_backoff_initial").value_or(into.retry.base);
  into.retry.ceiling = backoff_of(map, "retry_backoff_max").value_or(into.retry.ceiling);
  unmodelled.take(map, {"extra_headers", "insecure_skip_verify", "ca_cert_pem",
                        "keep_alive_timeout_in_seconds", "max_conns_per_host", "enforce_http2",
                        "allow_private_network", "beta_header_overrides"});
  map.finish();
}

void read_long_concurrency(MapReader& provider, std::optional<gateway::ConcurrencyOptions>& into) {
  const Value* found = provider.take("concurrency_and_buffer_size");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, provider.path_of("concurrency_and_buffer_size"),
                "concurrency_and_buffer_size", provider.problems());
  allow_comment(map);
  const auto limit = map.count("concurrency", 1, most_calls);
  const auto queue = map.count("buffer_size", 1, most_calls);
  map.finish();
  if (limit) {
    gateway::ConcurrencyOptions options;
    options.limit = *limit;
    options.queue = queue.value_or(options.queue);
    options.queue_time = forever;  // a request waits in the buffer until its own deadline
    into = options;
  }
}

}  // namespace gameday::config
