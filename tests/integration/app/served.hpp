#pragma once
// A client of what the built program serves, over real sockets.

#include <string>

#include "http/message.hpp"

namespace gameday::test {

/// The address in `… on http://127.0.0.1:40123/v1 …`, with or without a path; of the first URL.
std::string address_in(const std::string& greeting);

/// One request, 20 s at most; status 0 when nothing came. `field` is one more, `Name: value`; it
/// shows the token `sk-anything` unless `field` is an Authorization.
http::Response request(const std::string& where, const std::string& method,
                       const std::string& target, const std::string& body = {},
                       const std::string& field = {});

}  // namespace gameday::test
