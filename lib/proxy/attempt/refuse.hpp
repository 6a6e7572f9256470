#pragma once
// The answer to a request whose body cannot be read.

#include "proxy/attempt/attempt_log.hpp"

namespace gameday::proxy {

/// 400 and the end of the connection. The log says so: nobody left, and nobody failed.
rt::awaitable<void> refuse(http::Exchange& exchange, AttemptLog& log, rt::Bound bound);

}  // namespace gameday::proxy
