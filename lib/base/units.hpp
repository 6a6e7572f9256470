#pragma once
// Sizes, rates and shares, and how all units are written: `250ms`, `64KiB`, `20/s`, `50%`, `1/3`.
//
// Integers only: a share is a fraction, a rate counts millionths, so that no draw and no plan can
// depend on how a machine rounds doubles. A bare number where a unit belongs is a mistake whose
// message shows what to write instead.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace gameday {

struct Bytes {
  std::uint64_t count = 0;
  auto operator<=>(const Bytes&) const = default;
};

/// A share of a whole, 0 to 1. 0 never happens, 1 always does.
struct Ratio {
  std::uint32_t numerator = 0;
  std::uint32_t denominator = 1;  // never 0
  bool operator==(const Ratio& other) const {
    return std::uint64_t{numerator} * other.denominator ==
           std::uint64_t{other.numerator} * denominator;
  }
  constexpr double value() const { return static_cast<double>(numerator) / denominator; }
};

/// Events per second, in millionths of an event: `8/s` is 8,000,000.
struct PerSecond {
  std::uint64_t micro = 0;
  auto operator<=>(const PerSecond&) const = default;
  constexpr double value() const { return static_cast<double>(micro) / 1e6; }
};

/// A value, or a sentence that says what is wrong with the text and what to write.
template <class T>
struct Parsed {
  std::optional<T> value;
  std::string problem;
  explicit operator bool() const { return value.has_value(); }
};

/// ns, us, ms, s, m, h, d; fractions allowed (`1.5s`); `forever` is gameday::forever.
Parsed<Duration> parse_duration(std::string_view text);
/// B, KiB, MiB, GiB (KB, MB are refused with a hint).
Parsed<Bytes> parse_bytes(std::string_view text);
/// N/s, N/m, N/h; fractions allowed, cut to millionths per second.
Parsed<PerSecond> parse_rate(std::string_view text);
/// `50%`, `0.5%`, `1/3`; not above 100 %.
Parsed<Ratio> parse_share(std::string_view text);
/// A whole number without sign, leading zeros or underscores.
Parsed<std::uint64_t> parse_count(std::string_view text);

/// The shortest text that parses back to the same value: `20s`, `1500ms`, `64KiB`, `8/s`, `50%`.
std::string to_text(Duration duration);
std::string to_text(Bytes bytes);
std::string to_text(PerSecond rate);
std::string to_text(Ratio share);

}  // namespace gameday
