#pragma once
// The HTTP/1.1 codec without I/O: bytes in, pieces out, one message at a time.
//
// The caller owns the buffer; every span points into it and is valid until the caller moves it.
// `wire` is exactly what stood there, framing included: a relay forwards it as it is. `payload` is
// what the message means. After Beast's parser the strict head check refuses what smuggles: two
// lengths, a length beside chunked, odd Transfer-Encodings, obs-fold, a missing Host.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "http/body_part.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"

namespace gameday::http {

enum class Malformed : std::uint8_t {
  none,
  syntax,
  head_too_large,
  body_too_large,
  bad_length,
  bad_transfer_encoding,
  bad_chunk,
  no_host,
  bad_version,
  truncated
};
const char* to_text(Malformed why);

struct Piece {
  enum class What : std::uint8_t { need_more, head, body, end, bad };
  What what = What::need_more;
  std::size_t consumed = 0;  // drop so many bytes from the front of the buffer
  std::span<const std::byte> wire;
  std::span<const std::byte> payload;  // body only, never empty there
};

class MessageReader {
 public:
  enum class Kind : std::uint8_t { request, response };
  MessageReader(Kind kind, const Limits& limits);
  ~MessageReader();
  MessageReader(MessageReader&&) noexcept;

  /// A response to HEAD has no body, whatever its fields say. Call before the head is read.
  void answers_head_request();
  /// The next piece of `in`. After `end` the reader is ready for the next message. A 1xx response
  /// is a message of its own: head, then end.
  Piece next(std::span<const std::byte> in);
  /// The peer has sent FIN: `end` when the message may end so (until_close), else bad: truncated.
  /// Between two messages FIN is no mistake: ask between_messages() first.
  Piece finish();
  /// Of the message being read; valid from its head piece until the next message's first byte.
  const Head& head() const;
  /// True until the first byte of a message has come, and again after its end.
  bool between_messages() const;
  Malformed why() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::http
