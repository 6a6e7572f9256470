#include "gateway/decoder.hpp"

#include <array>

#include <gtest/gtest.h>

#include "http/limits.hpp"
#include "support/deflated.hpp"

namespace gameday::gateway {
namespace {

using test::deflated;
using test::Wrapping;

std::string some_text() {
  std::string text;
  for (int i = 0; i < 20'000; ++i) {
    text += std::to_string(i * 7919 % 1000) + ' ';
  }
  return text;
}

TEST(Decoder, UndoesEachCodingWhateverTheReadsAre) {
  const std::string text = some_text();
  const std::array cases = {std::pair("gzip", Wrapping::gzip), std::pair("x-gzip", Wrapping::gzip),
                            std::pair("GZIP", Wrapping::gzip), std::pair("deflate", Wrapping::zlib),
                            std::pair("deflate", Wrapping::bare)};
  for (const auto& [name, wrapping] : cases) {
    const std::string bytes = deflated(text, wrapping);
    for (const std::size_t step : {std::size_t{1}, std::size_t{7}, bytes.size()}) {
      const auto decoder = Decoder::of(name);
      ASSERT_TRUE(decoder);
      std::string out;
      for (std::size_t at = 0; at < bytes.size(); at += step) {
        ASSERT_FALSE(decoder->whole());
        ASSERT_TRUE(decoder->push(std::string_view(bytes).substr(at, step), out));
      }
      EXPECT_TRUE(decoder->whole());
      EXPECT_EQ(out, text);
    }
  }
}

TEST(Decoder, OtherCodingsAreNotUndone) {
  for (const char* name : {"br", "zstd", "gzip, gzip", "identity", ""}) {
    EXPECT_EQ(Decoder::of(name), nullptr) << name;
  }
}

TEST(Decoder, ACutIsNotWhole) {
  const std::string bytes = deflated(some_text(), Wrapping::gzip);
  for (std::size_t kept = 0; kept < bytes.size(); kept += 997) {
    const auto decoder = Decoder::of("gzip");
    std::string out;
    EXPECT_TRUE(decoder->push(std::string_view(bytes).substr(0, kept), out));
    EXPECT_FALSE(decoder->whole());
  }
}

TEST(Decoder, PlainTextAndFlippedBitsAreBroken) {
  const auto decoder = Decoder::of("gzip");
  std::string out;
  EXPECT_FALSE(decoder->push("{\"choices\": []}", out));
  EXPECT_FALSE(decoder->push("", out)) << "once broken, always broken";
  const std::string bytes = deflated(some_text(), Wrapping::gzip);
  for (std::size_t at = 10; at < bytes.size(); at += 1009) {  // behind the header
    std::string flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ 0xFF);
    const auto one = Decoder::of("gzip");
    std::string made;
    const bool passed = one->push(flipped, made) && one->whole();
    EXPECT_FALSE(passed) << at;  // its checksum tells, if nothing else does
  }
}

TEST(Decoder, WhatStandsBehindTheEndIsNotPassedOver) {
  const auto decoder = Decoder::of("gzip");
  std::string out;
  EXPECT_FALSE(decoder->push(deflated("a", Wrapping::gzip) + "more", out));
}

TEST(Decoder, ABombIsBroken) {
  const std::string bytes = deflated(std::string(http::Limits().body + 1, 'x'), Wrapping::gzip);
  EXPECT_LT(bytes.size(), 64U * 1024);
  const auto decoder = Decoder::of("gzip");
  std::string out;
  EXPECT_FALSE(decoder->push(bytes, out));
  EXPECT_LE(out.size(), http::Limits().body);
}

}  // namespace
}  // namespace gameday::gateway
