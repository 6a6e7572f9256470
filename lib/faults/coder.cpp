#include "faults/coder.hpp"

#include <array>

#include <zlib.h>

#include "base/assert.hpp"

namespace gameday::faults {

/// zlib's stream of one body. Its bytes depend on nothing but what goes in: no time, no name.
class Coder::Deflate {
 public:
  explicit Deflate(Encode::Coding coding) {
    // zlib.h: 15 is the widest window, with a zlib header, which is what HTTP calls deflate
    // (RFC 9110, 8.4.1.2); 16 more is gzip. 8 is zlib's own choice of memory: 256 KiB in all.
    constexpr int window = 15;
    constexpr int as_gzip = 16;
    constexpr int memory = 8;
    const int bits = coding == Encode::Coding::gzip ? window + as_gzip : window;
    const int made =
        deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, bits, memory, Z_DEFAULT_STRATEGY);
    CHECK(made == Z_OK, "zlib has its memory");
  }
  ~Deflate() { deflateEnd(&stream_); }
  Deflate(const Deflate&) = delete;
  Deflate& operator=(const Deflate&) = delete;

  void add(std::string_view bytes, int flush, std::string& out) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // only read
    stream_.avail_in = static_cast<uInt>(bytes.size());  // a block, or a body: at most 32 MiB
    std::array<char, 16 * 1024> room;
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(room.data());
      stream_.avail_out = static_cast<uInt>(room.size());
      deflate(&stream_, flush);
      out.append(room.data(), room.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
  }

 private:
  z_stream stream_{};
};

Coder::Coder(const Encode& encode) : encode_(encode) {
  if (encode.body != Encode::Coding::plain) {
    deflate_ = std::make_unique<Deflate>(encode.body);
  }
}

Coder::~Coder() = default;

std::string_view Coder::code(std::string_view block) {
  out_.clear();
  if (deflate_) {
    deflate_->add(block, Z_SYNC_FLUSH, out_);
  } else {
    out_ = block;
  }
  return spoiled();
}

std::string_view Coder::finish() {
  out_.clear();
  if (deflate_) {
    deflate_->add({}, Z_FINISH, out_);
  }
  return spoiled();
}

/// Counted on what is coded, whether it goes out or not.
std::string_view Coder::spoiled() {
  constexpr char all_bits = '\xFF';
  const std::uint64_t begin = at_;
  at_ += out_.size();
  if (cut_) {  // nothing behind it makes sense any more, healed or not
    return {};
  }
  if (healed_) {
    return out_;
  }
  if (encode_.flip && begin <= encode_.flip->count && encode_.flip->count < at_) {
    char& byte = out_[static_cast<std::size_t>(encode_.flip->count - begin)];
    byte = static_cast<char>(byte ^ all_bits);
  }
  if (encode_.cut && at_ > encode_.cut->count) {
    cut_ = true;
    out_.resize(static_cast<std::size_t>(encode_.cut->count - begin));
  }
  return out_;
}

void code_body(const Encode& encode, std::string& body) {
  Coder coder(encode);
  std::string coded(coder.code(body));
  coded += coder.finish();
  if (encode.part) {
    __extension__ using Wide = unsigned __int128;
    const Wide kept = Wide{coded.size()} * encode.part->numerator / encode.part->denominator;
    coded.resize(static_cast<std::size_t>(kept));
  }
  body = std::move(coded);
}

}  // namespace gameday::faults
