// Whatever is written down reads back as the same value; whatever is read never surprises.
#include <string>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "base/marker.hpp"
#include "base/units.hpp"

namespace gameday {
namespace {

constexpr int rounds = 20'000;

// All magnitudes alike, not only large numbers.
std::uint64_t any_size(Rng& rng, unsigned bits) {
  return rng.next() >> (64 - bits + rng.below(bits));
}

TEST(UnitsProperty, DurationsComeBack) {
  Rng rng = Seed(1).stream("durations");
  // The parser takes 15 digits: enough for 31 years in microseconds, or 11 days in nanoseconds.
  for (int i = 0; i < rounds; ++i) {
    const Duration duration(static_cast<std::int64_t>(any_size(rng, 49)));
    ASSERT_EQ(parse_duration(to_text(duration)).value, duration) << to_text(duration);
  }
}

TEST(UnitsProperty, SizesComeBack) {
  Rng rng = Seed(1).stream("sizes");
  for (int i = 0; i < rounds; ++i) {
    const Bytes bytes{any_size(rng, 49)};
    ASSERT_EQ(parse_bytes(to_text(bytes)).value, bytes) << to_text(bytes);
  }
}

TEST(UnitsProperty, RatesComeBack) {
  Rng rng = Seed(1).stream("rates");
  for (int i = 0; i < rounds; ++i) {
    const PerSecond rate{any_size(rng, 39)};
    ASSERT_EQ(parse_rate(to_text(rate)).value, rate) << to_text(rate);
  }
}

TEST(UnitsProperty, SharesComeBack) {
  Rng rng = Seed(1).stream("shares");
  for (int i = 0; i < rounds; ++i) {
    const auto denominator = static_cast<std::uint32_t>(any_size(rng, 32) | 1U);
    const auto numerator = static_cast<std::uint32_t>(rng.below(std::uint64_t{denominator} + 1));
    const Ratio share{numerator, denominator};
    const auto back = parse_share(to_text(share));
    ASSERT_TRUE(back) << to_text(share) << ": " << back.problem;
    ASSERT_EQ(*back.value, share) << to_text(share);
  }
}

TEST(UnitsProperty, AnyTextReadsOrSaysWhy) {
  Rng rng = Seed(1).stream("noise");
  constexpr std::string_view letters = "0123456789..//%%smhBKiMn -+e:\xC3";
  for (int i = 0; i < rounds; ++i) {
    std::string text;
    for (std::uint64_t left = rng.below(9); left > 0; --left) {
      text += letters[rng.below(letters.size())];
    }
    const auto check = [&](const auto& parsed) {
      ASSERT_NE(parsed.value.has_value(), !parsed.problem.empty()) << text;
    };
    check(parse_duration(text));
    check(parse_bytes(text));
    check(parse_rate(text));
    check(parse_share(text));
    check(parse_count(text));
  }
}

TEST(MarkerProperty, IsFoundAnywhereAndOnlyWhole) {
  Rng rng = Seed(1).stream("markers");
  for (int i = 0; i < 2'000; ++i) {
    const Marker marker{static_cast<std::uint16_t>(rng.next()),
                        static_cast<std::uint32_t>(rng.below(marker_ordinal_limit))};
    const std::string before(rng.below(40), '[');
    const std::string text = before + to_text(marker) + std::string(rng.below(40), ' ');
    ASSERT_EQ(find_marker(text), marker);
    ASSERT_FALSE(find_marker(text.substr(0, before.size() + marker_size - 1)));
  }
}

}  // namespace
}  // namespace gameday
