#pragma once
// What follows the head of a provider's answer, as plain text: a coding that nobody asked for is
// undone on the way. Failures are already in the words of the policies.

#include <memory>
#include <string>

#include "gateway/decoder.hpp"
#include "gateway/dialect.hpp"
#include "http/client.hpp"

namespace gameday::gateway {

class UpstreamBody {
 public:
  /// `line` has its head read.
  explicit UpstreamBody(std::unique_ptr<http::Call> line);

  const http::Head& head() const { return line_->head(); }
  /// False: it is coded in a way that is not undone here.
  bool readable() const { return !coded_ || decoder_ != nullptr; }

  struct Part {
    std::string_view text;  // valid until the next call; empty parts come
    bool end = false;
  };
  rt::awaitable<Or<Part>> read(rt::Bound bound);

 private:
  Or<Part> decoded(std::string_view coded, bool end);

  std::unique_ptr<http::Call> line_;
  bool coded_;
  std::unique_ptr<Decoder> decoder_;
  std::string text_;
};

}  // namespace gameday::gateway
