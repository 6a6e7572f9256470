#include "base/base64.hpp"

#include <gtest/gtest.h>

namespace gameday {
namespace {

// RFC 4648 §10.
TEST(Base64, IsThatOfTheRfc) {
  EXPECT_EQ(to_base64(""), "");
  EXPECT_EQ(to_base64("f"), "Zg==");
  EXPECT_EQ(to_base64("fo"), "Zm8=");
  EXPECT_EQ(to_base64("foo"), "Zm9v");
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, LongOnesAreWrittenInPieces) {
  const std::string bytes(4 * 1024 * 1024 + 1, 'x');
  const std::string text = to_base64(bytes);
  EXPECT_EQ(text.size(), (bytes.size() + 2) / 3 * 4);
  EXPECT_EQ(text.find('\0'), std::string::npos);
  EXPECT_EQ(text.find('='), text.size() - 1);
}

}  // namespace
}  // namespace gameday
