#pragma once
// The operations on faults: see operations.hpp.

#include <string>

#include "control/proxy_set.hpp"
#include "control/reply.hpp"
#include "control/routes.hpp"

namespace gameday::control {

/// `set` outlives the call.
rt::awaitable<Reply> operate_on_faults(ProxySet& set, Route route, std::string body);

}  // namespace gameday::control
