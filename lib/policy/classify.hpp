#pragma once
// What to do about an outcome: one pure table that every layer reads and none re-decides.
//
// The caller's mistakes end the chain, but only when the primary says so; cheap failures are
// tried once more on the same key; expensive ones (own timeouts, 504, anything after the head)
// never are; a key's own trouble goes to the next key.

#include <cstdint>

#include "policy/attempt.hpp"

namespace gameday::policy {

enum class Class : std::uint8_t {
  ok,
  retry_same,      // the same key, after one backoff
  next_key,        // at once; none left: the next target
  next_target,     // at once
  give_to_caller,  // the chain ends
  cancelled        // nobody waits any more
};

enum class KeyEffect : std::uint8_t {
  none,
  park,        // until its Retry-After, or a while
  bench,       // for good
  bench_model  // this model on this key, for good
};

/// What a config may change about it.
struct Rules {
  bool on_timeout = false;     // a timeout is worth another try here
  bool on_rate_limit = false;  // a 429 is a failure like any other, as naive gateways see it
};

struct Verdict {
  Class what = Class::next_target;
  KeyEffect key = KeyEffect::none;
  bool passing = false;  // worth waiting for when no target is left
};

Verdict classify(const Failure& failure, const Rules& rules);
Verdict classify(const Outcome& outcome, const Rules& rules);

}  // namespace gameday::policy
