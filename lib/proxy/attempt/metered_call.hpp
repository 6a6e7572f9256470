#pragma once
// A call to a provider that costs money: whoever reads its answer counts what it came to.

#include <memory>

#include "http/client.hpp"
#include "proxy/allowance.hpp"

namespace gameday::proxy {

/// Output tokens of one answer, from its bytes as they pass, whatever the dialect: what the answer
/// itself says last; when it says nothing (or broke off before), one for each event of a stream,
/// else one for each four bytes.
class TokenMeter {
 public:
  void feed(std::string_view bytes);
  std::uint64_t tokens() const;

 private:
  std::string tail_;  // usage stands at the end, in both dialects
  std::uint64_t bytes_ = 0;
  std::uint64_t events_ = 0;
};

/// The use is over when the call is.
std::unique_ptr<http::Call> metered(std::unique_ptr<http::Call> call, Allowance::Use use);

}  // namespace gameday::proxy
