#pragma once
// A response whose length nobody knows yet, written piece by piece: chunked (RFC 9112 §7.1), or
// until the connection closes where the client speaks HTTP/1.0.
//
// What add() collected goes out in one write with the next flush(); the head goes with the first.
// Whoever returns without finish() leaves the body cut: the connection must then be ended, by
// Exchange::end() or by a failed write.

#include <string>
#include <string_view>

#include "http/exchange.hpp"

namespace gameday::http {

inline constexpr std::string_view last_chunk = "0\r\n\r\n";
/// One chunk around `payload`; nothing for an empty one, which would end the body.
void append_chunk(std::string& out, std::string_view payload);

class BodyWriter {
 public:
  /// `head` has no framing fields: they are added here, as is Connection.
  BodyWriter(Exchange& exchange, Head head);

  void add(std::string_view payload);
  void finish();
  /// Nothing to write is no write.
  rt::awaitable<error_code> flush(rt::Bound bound);

 private:
  Exchange& exchange_;
  bool chunked_;
  std::string pending_;
};

}  // namespace gameday::http
