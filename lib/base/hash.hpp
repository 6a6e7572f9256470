#pragma once
// The named 64-bit hash: the same bits on every machine, compiler and build, for ever.
//
// It is what dice, draws and identities are made of, so changing it changes every plan (a golden
// test holds it still). FNV-1a over the bytes, finished with the mixer of SplitMix64 (Steele, Lea,
// Flood: "Fast splittable pseudorandom number generators", 2014). Not for hostile keys.

#include <cstdint>
#include <string_view>

namespace gameday {

/// SplitMix64's finaliser: every input bit reaches every output bit.
constexpr std::uint64_t mix64(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  bits = (bits ^ (bits >> 27U)) * 0x94D049BB133111EBULL;
  return bits ^ (bits >> 31U);
}

/// Feed it the parts of a name, in order; texts carry their length, so ("ab","c") != ("a","bc").
class Hash {
 public:
  constexpr Hash& add(std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8) {
      byte(static_cast<std::uint8_t>(number >> shift));
    }
    return *this;
  }
  constexpr Hash& add(std::string_view text) {
    for (const char letter : text) {
      byte(static_cast<std::uint8_t>(letter));
    }
    return add(static_cast<std::uint64_t>(text.size()));
  }
  constexpr std::uint64_t value() const { return mix64(state_); }

 private:
  constexpr void byte(std::uint8_t value) { state_ = (state_ ^ value) * 0x100000001B3ULL; }
  std::uint64_t state_ = 0xCBF29CE484222325ULL;  // FNV offset basis
};

template <class... Parts>
constexpr std::uint64_t hash64(const Parts&... parts) {
  Hash hash;
  (hash.add(parts), ...);
  return hash.value();
}

}  // namespace gameday
