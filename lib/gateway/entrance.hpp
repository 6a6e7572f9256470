#pragma once
// Who may ask this gateway: whoever shows one of its tokens (Authorization: Bearer …), or everybody
// where it has none. Tokens are kept and compared as SHA-256, in a time that depends on neither.

#include <vector>

#include "base/digest.hpp"
#include "gateway/options.hpp"
#include "http/message.hpp"

namespace gameday::gateway {

class Entrance {
 public:
  explicit Entrance(const std::vector<ClientToken>& tokens);

  bool admits(const http::Fields& fields) const;

 private:
  std::vector<Sha256> tokens_;
};

}  // namespace gameday::gateway
