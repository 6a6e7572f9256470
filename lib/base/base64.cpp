#include "base/base64.hpp"

#include <algorithm>

#include <openssl/evp.h>

namespace gameday {

namespace {

// OpenSSL counts in int; a multiple of 3, so that only the last piece is padded.
constexpr std::size_t piece = 3 * 1024 * 1024;

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends with a zero
  auto* out = reinterpret_cast<unsigned char*>(text.data());
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::size_t size = std::min(piece, bytes.size() - at);
    const auto* in = reinterpret_cast<const unsigned char*>(bytes.data() + at);
    out += EVP_EncodeBlock(out, in, static_cast<int>(size));
  }
  text.pop_back();
  return text;
}

}  // namespace gameday
