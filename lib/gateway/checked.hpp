#pragma once
// What came back from a provider, as an outcome: pure, so that every way to be no answer is a row
// in a test.

#include "base/time.hpp"
#include "http/client.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

/// A whole response: an answer that is one, or the failure it is instead. `wall` is for
/// Retry-After dates.
policy::Outcome checked(http::Response response, WallTime wall);

/// A response that did not come, or not whole.
policy::Failure failure_of(const http::CallError& error);

}  // namespace gameday::gateway
