// timeouts_ms and retry.
#include <fmt/format.h>

#include "config/gateway/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

// More tries on one target are an attack on it, not a policy.
constexpr std::uint64_t most_retries = 20;

}  // namespace

void allow_comment(MapReader& map) {
  map.text("//");
}

std::optional<Duration> milliseconds_of(MapReader& map, std::string_view key, Duration least) {
  return milliseconds_of(map, key, least, longest_duration);
}

std::optional<Duration> milliseconds_of(MapReader& map, std::string_view key, Duration least,
                                        Duration longest) {
  const Value* found = map.take(key);
  if (found == nullptr) {
    return std::nullopt;
  }
  const auto number = parse_count(found->text);
  if (found->kind != Value::Kind::text || found->quoted || !number) {
    map.error(key, fmt::format("takes whole milliseconds; write \"{}\": 1000", key));
    return std::nullopt;
  }
  const auto most = static_cast<std::uint64_t>(longest / 1ms);
  if (*number.value > most || *number.value < static_cast<std::uint64_t>(least / 1ms)) {
    map.error(key, fmt::format("{} is out of range; from {} to {} milliseconds are allowed",
                               *number.value, least / 1ms, most));
    return std::nullopt;
  }
  return std::chrono::milliseconds(*number.value);
}

void read_limit(MapReader& map, std::string_view key, std::optional<Duration>& limit) {
  const Value* found = map.find(key);
  if (found != nullptr && found->kind == Value::Kind::null) {
    map.take(key);
    limit.reset();
  } else if (const auto time = milliseconds_of(map, key, 1ms)) {
    limit = time;
  }
}

void read_timeouts(MapReader& parent, gateway::Timeouts& timeouts) {
  const Value* found = parent.take("timeouts_ms");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, parent.path_of("timeouts_ms"), "timeouts_ms", parent.problems());
  allow_comment(map);
  for (const auto& [name, time] : gateway::timeout_names) {
    timeouts.*time = milliseconds_of(map, name, 1ms).value_or(timeouts.*time);
  }
  map.finish();
}

void read_retry(MapReader& parent, gateway::Retry& retry) {
  const Value* found = parent.take("retry");
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, parent.path_of("retry"), "retry", parent.problems());
  allow_comment(map);
  if (const auto most = map.count("max", 0, most_retries)) {
    retry.max = static_cast<std::uint32_t>(*most);
  }
  retry.base = milliseconds_of(map, "base_ms", 0ms).value_or(retry.base);
  const auto ceiling = milliseconds_of(map, "max_ms", 0ms);
  retry.ceiling = ceiling.value_or(retry.ceiling);
  if (retry.ceiling < retry.base) {
    map.error(ceiling ? "max_ms" : "base_ms",
              fmt::format("max_ms is {}, less than base_ms, {}; waits grow from base_ms to max_ms",
                          retry.ceiling / 1ms, retry.base / 1ms));
  }
  if (const auto word = word_of(map, "jitter", {"none", "20%", "full"})) {
    constexpr gateway::Jitter jitters[] = {gateway::Jitter::none, gateway::Jitter::equal_20,
                                           gateway::Jitter::full};
    retry.jitter = jitters[*word];
  }
  retry.on_timeout = map.boolean("on_timeout").value_or(retry.on_timeout);
  retry.on_rate_limit = map.boolean("on_rate_limit").value_or(retry.on_rate_limit);
  if (const auto word = word_of(map, "retry_after", {"honour", "ignore"})) {
    retry.retry_after = *word == 0 ? gateway::RetryAfter::honour : gateway::RetryAfter::ignore;
  }
  retry.wait_max = milliseconds_of(map, "wait_max_ms", 0ms).value_or(retry.wait_max);
  map.finish();
}

}  // namespace gameday::config
