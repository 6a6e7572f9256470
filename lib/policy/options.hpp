#pragma once
// What a config may say about retries. Plain data; the defaults are safe where most gateways' are
// not: one retry, full jitter, a timeout and a 429 go elsewhere instead of being repeated.

#include <cstdint>

#include "base/time.hpp"

namespace gameday::policy {

enum class Jitter : std::uint8_t { none, equal_20, full };
enum class RetryAfter : std::uint8_t { honour, ignore };

struct Retry {
  std::uint32_t max = 1;  // tries on the same target after the first
  Duration base = 200ms;  // doubles with each try …
  Duration ceiling = 2s;  // … up to here
  Jitter jitter = Jitter::full;
  bool on_timeout = false;     // a timeout goes to the next target
  bool on_rate_limit = false;  // true: a 429 spends retries like any other failure
  RetryAfter retry_after = RetryAfter::honour;
  Duration wait_max = 1s;  // longer hints fail over, except on the last target
};

}  // namespace gameday::policy
