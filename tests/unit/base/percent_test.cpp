#include "base/percent.hpp"

#include <gtest/gtest.h>

namespace gameday {
namespace {

TEST(Percent, EncodesAllButLettersDigitsAndMarks) {
  EXPECT_EQ(percent_encoded("a/b c"), "a%2Fb%20c");
  EXPECT_EQ(percent_encoded("Az09-._~"), "Az09-._~");
  EXPECT_EQ(percent_encoded("a/b?c", "/"), "a/b%3Fc");
  EXPECT_EQ(percent_encoded("\xC3\xA4\n"), "%C3%A4%0A");
}

TEST(Percent, WhatIsDecodedIsWhatWasEncoded) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) {
    all += static_cast<char>(byte);
  }
  EXPECT_EQ(percent_decoded(percent_encoded(all)), all);
  EXPECT_EQ(percent_decoded("%c3%A4"), "\xC3\xA4");
}

TEST(Percent, HalfACodeIsNone) {
  for (const char* const text : {"%", "%2", "a%", "%2g", "%g2", "%%20"}) {
    EXPECT_EQ(percent_decoded(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace gameday
