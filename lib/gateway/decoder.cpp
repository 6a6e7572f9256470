#include "gateway/decoder.hpp"

#include <array>
#include <optional>

#include <zlib.h>

#include "base/assert.hpp"
#include "http/limits.hpp"
#include "http/message.hpp"

namespace gameday::gateway {

namespace {

// As much as a body may have that is not coded: a few KB can stand for gigabytes.
constexpr std::size_t decoded_most = http::Limits().body;

constexpr int widest = 15;  // zlib.h: the window; 16 more is gzip, negative is bare deflate
constexpr int as_gzip = 16;

/// RFC 1950 §2.2: the first byte names deflate, and both together divide by 31.
bool is_zlib_header(unsigned char first, unsigned char second) {
  return (first & 0x0FU) == Z_DEFLATED && (first * 256U + second) % 31U == 0;
}

}  // namespace

class Decoder::Inflate {
 public:
  explicit Inflate(bool gzip) : gzip_(gzip) {}
  ~Inflate() {
    if (begun_) {
      inflateEnd(&stream_);
    }
  }
  Inflate(const Inflate&) = delete;
  Inflate& operator=(const Inflate&) = delete;

  /// Z_OK, Z_STREAM_END, or what is wrong.
  int push(std::string_view coded, std::size_t room, std::string& out) {
    if (!begun_) {
      held_ += coded;
      if (held_.size() < 2) {
        return Z_OK;  // too little to know its kind
      }
      begin();
      coded = held_;
    }
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));  // only read
    stream_.avail_in = static_cast<uInt>(coded.size());  // a read of a body
    std::array<char, 16 * 1024> block;
    int said = Z_OK;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(block.data());
      stream_.avail_out = static_cast<uInt>(block.size());
      said = inflate(&stream_, Z_NO_FLUSH);
      const std::size_t made = block.size() - stream_.avail_out;
      if (made > room) {
        return Z_BUF_ERROR;
      }
      room -= made;
      out.append(block.data(), made);
    } while (said == Z_OK && (stream_.avail_out == 0 || stream_.avail_in > 0));
    const bool starved = said == Z_BUF_ERROR && stream_.avail_in == 0;
    const bool more_behind_it = said == Z_STREAM_END && stream_.avail_in > 0;
    return starved ? Z_OK : more_behind_it ? Z_DATA_ERROR : said;
  }

 private:
  void begin() {
    const bool bare = !gzip_ && !is_zlib_header(static_cast<unsigned char>(held_[0]),
                                                static_cast<unsigned char>(held_[1]));
    const int bits = gzip_ ? widest + as_gzip : bare ? -widest : widest;
    CHECK(inflateInit2(&stream_, bits) == Z_OK, "zlib has its memory");
    begun_ = true;
  }

  const bool gzip_;
  bool begun_ = false;
  std::string held_;
  z_stream stream_{};
};

Decoder::Decoder(std::unique_ptr<Inflate> inflate) : inflate_(std::move(inflate)) {}
Decoder::~Decoder() = default;

std::unique_ptr<Decoder> Decoder::of(std::string_view coding) {
  const bool gzip = http::same_name(coding, "gzip") || http::same_name(coding, "x-gzip");
  if (!gzip && !http::same_name(coding, "deflate")) {
    return nullptr;
  }
  return std::unique_ptr<Decoder>(new Decoder(std::make_unique<Inflate>(gzip)));
}

bool Decoder::push(std::string_view coded, std::string& out) {
  if (coded.empty() || broken_) {
    return !broken_;
  }
  if (whole_) {
    broken_ = true;
    return false;
  }
  const std::size_t before = out.size();
  const int said = inflate_->push(coded, decoded_most - made_, out);
  made_ += out.size() - before;
  whole_ = said == Z_STREAM_END;
  broken_ = !whole_ && said != Z_OK;
  return !broken_;
}

}  // namespace gameday::gateway
