#include "base/marker.hpp"

#include <string>

#include <gtest/gtest.h>

namespace gameday {
namespace {

TEST(Marker, IsWrittenWithLeadingZeros) {
  EXPECT_EQ(to_text(Marker{0x9f3c, 103}), " [gd:9f3c:00002v]");
  EXPECT_EQ(to_text(Marker{0, 0}), " [gd:0000:000000]");
  EXPECT_EQ(to_text(Marker{0xffff, marker_ordinal_limit - 1}), " [gd:ffff:zzzzzz]");
  EXPECT_EQ(to_text(Marker{1, 1}).size(), marker_size);
}

TEST(Marker, ComesBack) {
  for (const std::uint32_t ordinal : {0U, 1U, 35U, 36U, 1'679'616U, marker_ordinal_limit - 1}) {
    const Marker marker{0x0a0b, ordinal};
    EXPECT_EQ(find_marker("Summarise this." + to_text(marker)), marker);
  }
}

TEST(Marker, IsFoundInRawJson) {
  const std::string body =
      R"({"messages":[{"role":"user","content":"a \"log\" \\ \u00e9 [gd:9f3c:00002v]"}],"n":1})";
  EXPECT_EQ(find_marker(body), (Marker{0x9f3c, 103}));
}

TEST(Marker, TheLastOneCounts) {
  const std::string text = "x" + to_text(Marker{1, 1}) + " y" + to_text(Marker{1, 2}) + " z";
  EXPECT_EQ(find_marker(text), (Marker{1, 2}));
}

TEST(Marker, WhatOnlyLooksLikeOneIsPassedOver) {
  const std::string good = to_text(Marker{1, 7});
  EXPECT_EQ(find_marker(good + " [gd:000g:000001]"), (Marker{1, 7}));
  EXPECT_EQ(find_marker(good + " [gd:0001:00001"), (Marker{1, 7}));
  EXPECT_EQ(find_marker(good + " [gd:"), (Marker{1, 7}));
  EXPECT_FALSE(find_marker("[gd:0001:000001]"));  // without its blank
  EXPECT_FALSE(find_marker(" [gd:0001:00000A]"));
  EXPECT_FALSE(find_marker(" [gd:00001:00001]"));
  EXPECT_FALSE(find_marker(""));
}

}  // namespace
}  // namespace gameday
