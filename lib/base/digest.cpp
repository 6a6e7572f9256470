#include "base/digest.hpp"

#include <array>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>

#include "base/assert.hpp"

namespace gameday {
namespace {

using Digest = Sha256;
static_assert(std::tuple_size_v<Digest> == SHA256_DIGEST_LENGTH);

std::string hex_of(const Digest& digest) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(2 * digest.size());
  for (const unsigned char byte : digest) {
    hex += digits[byte >> 4U];
    hex += digits[byte & 15U];
  }
  return hex;
}

const unsigned char* as_unsigned(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

}  // namespace

Sha256 sha256(std::string_view bytes) {
  Sha256 digest{};
  SHA256(as_unsigned(bytes), bytes.size(), digest.data());
  return digest;
}

bool same_digest(const Sha256& left, const Sha256& right) {
  return CRYPTO_memcmp(left.data(), right.data(), left.size()) == 0;
}

std::string sha256_hex(std::string_view bytes) {
  return hex_of(sha256(bytes));
}

std::string hmac_sha256_hex(std::string_view secret, std::string_view bytes) {
  Digest digest{};
  unsigned size = 0;
  const auto* done = HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
                          as_unsigned(bytes), bytes.size(), digest.data(), &size);
  CHECK(done != nullptr && size == digest.size(), "OpenSSL computes an HMAC of any bytes");
  return hex_of(digest);
}

}  // namespace gameday
