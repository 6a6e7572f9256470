#pragma once
// A text as a server codes it: gzip, or what it calls deflate.

#include <string>

#include <zlib.h>

namespace gameday::test {

/// zlib's windowBits: how wide, and in which wrapping.
enum class Wrapping : int { gzip = 15 + 16, zlib = 15, bare = -15 };

inline std::string deflated(std::string text, Wrapping wrapping) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, static_cast<int>(wrapping), 8,
               Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace gameday::test
