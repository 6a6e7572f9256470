#pragma once
// Who may use the API, before anything is read of what they want.

#include <optional>
#include <string>
#include <string_view>

#include "control/api_error.hpp"
#include "http/message.hpp"

namespace gameday::control {

/// Takes as long for a wrong one as for the right one of the same length.
bool same_secret(std::string_view given, std::string_view wanted);

/// Whether a Host field names an address or localhost, with or without a port. A page that a
/// browser has loaded from a name of its own (DNS rebinding) has that name there.
bool is_local_host(std::string_view field);

struct Guards {
  bool local_only = false;           // the port is on loopback
  std::string own_name;              // what it was told to listen on: fine as a Host, too
  std::optional<std::string> token;  // required
  std::optional<ApiError> refuse(const http::Head& request) const;
};

}  // namespace gameday::control
