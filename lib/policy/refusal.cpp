#include "policy/refusal.hpp"

namespace gameday::policy {

Failure refused(Failure why, const Refused& whom, Call& call, Try attempt, TimePoint came,
                TimePoint now) {
  attempt.ordinal = call.trail.begin(whom.provider, whom.key, attempt, came);
  why.used = attempt;
  call.trail.failed(attempt.ordinal, why, now);
  return why;
}

}  // namespace gameday::policy
