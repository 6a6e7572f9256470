#pragma once
// The credential of an attempt: never the key itself, but how records call it and what selectors
// compare. A client has few keys and many attempts, so each is hashed once. One thread.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "http/message.hpp"

namespace gameday::proxy {

struct Key {
  std::string name;    // `a#9f3c`: alias and 4 hex; `?#9f3c` without an alias; empty: no key
  std::string sha;     // SHA-256 in hex
  std::string source;  // `env.OPENAI_KEY_A` where that is known
};

using KeyPtr = std::shared_ptr<const Key>;

class Keys {
 public:
  /// Both: SHA-256 in hex of a key -> what is known of it. They outlive this.
  Keys(const std::map<std::string, std::string>& aliases,
       const std::map<std::string, std::string>& sources)
      : aliases_(aliases), sources_(sources) {}

  /// Of the key in `Authorization: Bearer` or `x-api-key`; never null.
  KeyPtr of(const http::Fields& fields);

 private:
  Key told(std::string_view credential) const;

  const std::map<std::string, std::string>& aliases_;
  const std::map<std::string, std::string>& sources_;
  const KeyPtr none_ = std::make_shared<const Key>();
  std::map<std::string, KeyPtr, std::less<>> known_;  // by credential
};

}  // namespace gameday::proxy
