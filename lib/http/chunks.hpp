#pragma once
// Cuts a chunked body (RFC 9112 §7.1) into pieces whose wire spans are exact: Beast's parser reads
// the framing as well, but does not say which bytes it was.
//
// A body piece never has an empty payload: a size line waits for the first byte of its data, and a
// CRLF after data that came alone goes with the next size line. Sizes and extensions are strict: no
// bare LF, no control characters, no blanks after the size.

#include <cstddef>
#include <cstdint>
#include <span>

#include "http/reader.hpp"

namespace gameday::http {

class Chunks {
 public:
  explicit Chunks(const Limits& limits) : limits_(limits) {}

  void start();
  /// body, end (with the last chunk and the trailers), need_more or bad.
  Piece next(std::span<const std::byte> in);
  /// Why next() said bad: bad_chunk or body_too_large.
  Malformed why() const { return why_; }

 private:
  Piece bad(Malformed why);
  Piece data(std::span<const std::byte> in, std::size_t offset);
  Piece trailers(std::span<const std::byte> in, std::size_t start, std::size_t offset);

  Limits limits_;
  std::uint64_t left_ = 0;   // of the chunk being read
  std::uint64_t total_ = 0;  // announced so far
  bool owes_crlf_ = false;   // that ends the chunk before
  Malformed why_ = Malformed::none;
};

}  // namespace gameday::http
