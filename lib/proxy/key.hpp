#pragma once
// The credential of an attempt: never the key itself, but how records call it and what selectors
// compare.

#include <map>
#include <string>

#include "http/message.hpp"

namespace gameday::proxy {

struct Key {
  std::string name;    // `a#9f3c`: alias and 4 hex; `?#9f3c` without an alias; empty: no key
  std::string sha;     // SHA-256 in hex
  std::string source;  // `env.OPENAI_KEY_A` where that is known
};

/// Of the key in `Authorization: Bearer` or `x-api-key`. Both maps: SHA-256 in hex of a key -> what
/// is known of it.
Key key_of(const http::Fields& fields, const std::map<std::string, std::string>& aliases,
           const std::map<std::string, std::string>& sources);

}  // namespace gameday::proxy
