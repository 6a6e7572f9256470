#pragma once
// The operations of the API as functions from a route and a body to what is answered.

#include <string>
#include <string_view>

#include "control/options.hpp"
#include "control/proxy_set.hpp"
#include "control/reply.hpp"
#include "control/routes.hpp"

namespace gameday::control {

/// Both outlive the call.
rt::awaitable<Reply> operate(ProxySet& set, const ApiOptions& options, Route route,
                             std::string body);

}  // namespace gameday::control
