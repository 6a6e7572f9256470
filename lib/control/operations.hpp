#pragma once
// The operations of the API as functions from a route and a body to what is answered.

#include <string>
#include <string_view>

#include "control/options.hpp"
#include "control/proxy_set.hpp"
#include "control/routes.hpp"

namespace gameday::control {

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view plain_type = "text/plain; charset=utf-8";

struct Reply {
  int status = 200;
  std::string_view type = json_type;  // empty: no Content-Type
  std::string body{};
};
Reply refusal(const ApiError& error);

/// Both outlive the call.
rt::awaitable<Reply> operate(ProxySet& set, const ApiOptions& options, Route route,
                             std::string body);

}  // namespace gameday::control
