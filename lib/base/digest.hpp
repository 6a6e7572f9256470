#pragma once
// SHA-256 (FIPS 180-4), for plan hashes and for showing a secret without showing it.

#include <array>
#include <string>
#include <string_view>

namespace gameday {

using Sha256 = std::array<unsigned char, 32>;
Sha256 sha256(std::string_view bytes);
/// In a time that does not depend on where they differ.
bool same_digest(const Sha256& left, const Sha256& right);
/// 64 lowercase hex digits.
std::string sha256_hex(std::string_view bytes);
/// HMAC (RFC 2104) with SHA-256: who knows `secret` can tell that the bytes are ours.
std::string hmac_sha256_hex(std::string_view secret, std::string_view bytes);

}  // namespace gameday
