#pragma once
// What a client makes of a coded body, as far as it goes.

#include <array>
#include <string>
#include <string_view>

#include <zlib.h>

namespace gameday::test {

struct Inflated {
  std::string text;     // as far as it can be read
  bool whole = false;   // it came to its end
  bool broken = false;  // it is no such coding
};

/// gzip or zlib, whichever it says it is.
inline Inflated inflated(std::string_view coded) {
  constexpr int either = 15 + 32;  // zlib.h, inflateInit2
  z_stream stream{};
  inflateInit2(&stream, either);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
  stream.avail_in = static_cast<uInt>(coded.size());
  Inflated seen;
  std::array<char, 4096> room;
  int said = Z_OK;
  while (said == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = static_cast<uInt>(room.size());
    said = inflate(&stream, Z_SYNC_FLUSH);
    seen.text.append(room.data(), room.size() - stream.avail_out);
  }
  seen.whole = said == Z_STREAM_END && stream.avail_in == 0;
  seen.broken = said != Z_STREAM_END && said != Z_BUF_ERROR;
  inflateEnd(&stream);
  return seen;
}

}  // namespace gameday::test
