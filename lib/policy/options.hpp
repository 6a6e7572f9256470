#pragma once
// What a config may say about policies. Plain data; the defaults are safe where most
// gateways' are not: one retry, full jitter, a timeout and a 429 go elsewhere instead of being
// repeated.

#include <cstdint>
#include <optional>

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
  bool operator==(const Retry&) const = default;
};

/// Of all retries of a gateway, beside what each request may do. The reserve is what a busy gateway
/// never reaches by single failures: it bites when an outage meets traffic.
struct BudgetOptions {
  std::uint32_t percent = 20;      // of the window's requests …
  std::uint32_t per_second = 100;  // … and so many besides
  Duration window = 10s;
  bool operator==(const BudgetOptions&) const = default;
};

/// Of streams by default: until their first content. A whole answer's time is its length's matter,
/// so that nobody can say what is late.
struct HedgeOptions {
  Duration after = 1500ms;              // from a target's start to the next one's
  std::optional<Duration> unary_after;  // where nothing streams; nothing: never
  std::uint32_t max_percent = 10;       // of the requests of a minute
  bool operator==(const HedgeOptions&) const = default;
};

/// Of one provider. There is no default limit that fits: the right one is the provider's tier, and
/// one that is too low makes an outage of a busy hour. Timeouts and breakers bound what piles up.
struct ConcurrencyOptions {
  std::uint64_t limit = 100;  // tries at one time, a stream to its end
  std::uint64_t queue = 100;  // more that wait for a slot …
  Duration queue_time = 1s;   // … so long; then another target is asked
  bool operator==(const ConcurrencyOptions&) const = default;
};

/// Of a stream, from its first content on.
struct PaceOptions {
  std::uint32_t per_second = 5;  // tokens, at least: slower than anybody reads
  Duration window = 5s;          // in which so many must have come
  bool operator==(const PaceOptions&) const = default;
};

/// Of one key of one target. Half of the latest calls must have failed, and ten of them must have
/// been made: a few bad answers among good ones are what retries are for.
struct BreakerOptions {
  std::uint32_t window = 20;           // calls that are looked at, the latest …
  std::optional<Duration> age;         // … and none older than this; nothing: however old
  std::uint32_t min_calls = 10;        // fewer prove nothing
  std::uint32_t failure_rate = 50;     // percent of them that open it
  Duration open = 5s;                  // refuses for so long, then lets probes through
  std::optional<Duration> open_most;   // doubles up to here while probes fail; nothing: never
  std::uint32_t probes = 1;            // calls that must all go well to close it again
  std::optional<Duration> slow;        // until the answer begins; nothing: no call is slow
  std::uint32_t slow_rate = 100;       // percent of slow ones that open it
  std::optional<Duration> slow_start;  // from closed again to all calls; nothing: all at once
  bool operator==(const BreakerOptions&) const = default;
};

}  // namespace gameday::policy
