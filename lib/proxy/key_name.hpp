#pragma once
// How a credential is called in records: alias and 4 hex of its SHA-256, never the key itself.

#include <map>
#include <string>

#include "http/message.hpp"

namespace gameday::proxy {

/// `a#9f3c` for the key in `Authorization: Bearer` or `x-api-key`; `?#9f3c` when no alias is known;
/// empty without a key. `aliases`: SHA-256 in hex -> alias.
std::string key_name(const http::Fields& fields, const std::map<std::string, std::string>& aliases);

}  // namespace gameday::proxy
