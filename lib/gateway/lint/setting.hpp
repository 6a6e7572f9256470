#pragma once
// Where a config, in either form, says something: so that a finding can point at it, and write the
// text that mends it.

#include <cstdint>
#include <string>
#include <vector>

#include "gateway/lint/finding.hpp"

namespace gameday::gateway::lint {

enum class Setting : std::uint8_t {
  connect,
  headers,
  unary_headers,
  first_token,
  idle,
  attempt,
  retry_max,
  retry_base,
  retry_ceiling,
  jitter,
  on_timeout,
  on_rate_limit,
  retry_after,
  wait_max,
  breaker_age,
  breaker_slow,
  slow_start,
  queue_time,
  pace_least,
  pace_window,
  base_url,
  keys
};

/// Of one provider: its own key, the one on top, then what stands around them.
std::vector<KeyPath> where(const Options& options, const std::string& provider, Setting setting);
std::vector<KeyPath> where_deadline(const Options& options);
/// A place in the chain.
std::vector<KeyPath> where_target(const Options& options, std::size_t place);

/// `"timeouts_ms": {"first_token": 4000}` in the words of the config's form; empty where Bifrost
/// has no word for it.
std::string pasted(const Options& options, Setting setting, const std::string& value);

}  // namespace gameday::gateway::lint
