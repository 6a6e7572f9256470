#include "base/one_line.hpp"

#include <gtest/gtest.h>

#include "base/utf8.hpp"

namespace gameday {
namespace {

TEST(OneLine, LeavesPlainTextAlone) {
  EXPECT_EQ(one_line("", 10), "");
  EXPECT_EQ(one_line("Grüße, 12 €", 40), "Grüße, 12 €");
}

TEST(OneLine, TakesTheTeethOutOfTerminalsAndLogs) {
  EXPECT_EQ(one_line("a\x1b[31mb\r\nc\td\x7f"
                     "e\xC2\x9Bg",
                     40),
            "a [31mb  c d e g");
  EXPECT_EQ(one_line("a\u202Eb\u2066c\u200Fd\u2028e", 40), "a b c d e");
  EXPECT_EQ(one_line("a\xFFz", 40), "a\uFFFDz");
  EXPECT_EQ(one_line(std::string_view("a\0b", 3), 40), "a b");
}

TEST(OneLine, NeverGrowsBeyondItsLimitNorSplitsACharacter) {
  const std::string text = "añ€😀\xFF" + std::string(20, 'x');
  for (std::size_t most = 0; most < 40; ++most) {
    const std::string line = one_line(text, most);
    EXPECT_LE(line.size(), most);
    for (std::string_view rest = line; !rest.empty(); rest.remove_prefix(utf8_sequence(rest))) {
      ASSERT_GT(utf8_sequence(rest), 0U) << most;
    }
  }
  EXPECT_EQ(one_line(std::string(100, 'x'), 8), "xxxxx…");
  EXPECT_EQ(one_line("12345678", 8), "12345678");
}

}  // namespace
}  // namespace gameday
