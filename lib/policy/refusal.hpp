#pragma once
// A try that nobody was asked: a breaker or a full queue refused. It is none, and stands in the
// trail all the same.

#include <string_view>

#include "policy/attempt.hpp"

namespace gameday::policy {

/// Whom it would have asked.
struct Refused {
  std::string_view provider;
  std::string_view key;
};

/// `why`, as the failure of `attempt`, which was in our hands from `came` to `now`.
Failure refused(Failure why, const Refused& whom, Call& call, Try attempt, TimePoint came,
                TimePoint now);

}  // namespace gameday::policy
