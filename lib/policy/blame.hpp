#pragma once
// Which failures speak against the provider, so that asking it less may help: its 5xx and 408, our
// own timers, broken connections and broken contents.
//
// Not: a 429 (it says when to come back), a key's trouble (another key has none), the caller's
// mistakes, a deadline (the client chose it), our own refusals, and whatever was cancelled.

#include "policy/failure.hpp"

namespace gameday::policy {

bool is_providers_fault(const Failure& failure);

}  // namespace gameday::policy
