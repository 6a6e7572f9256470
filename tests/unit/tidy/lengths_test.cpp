#include <gtest/gtest.h>

#include "helper.hpp"

namespace gameday::tidy {
namespace {

Said check(const std::string& rules, const std::string& text) {
  Findings findings;
  check_lengths(source_at("lib/base/a.cpp", text), parse_rules(rules), findings);
  return said(findings);
}

std::string lines(std::size_t count) {
  std::string text;
  for (std::size_t line = 0; line < count; ++line) {
    text += "  f();\n";
  }
  return text;
}

TEST(TidyLengths, LinesAreCountedInCharacters) {
  const std::string rule = "limit line | 10 | lib/*\n";
  EXPECT_EQ(check(rule, "0123456789\n01234567890\n"), Said{"2 length"});
  EXPECT_EQ(check(rule, "// \u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00df\n"), Said{});
  EXPECT_EQ(check(rule, "a(\nR\"(a string nobody can break)\");\n"), Said{});
  EXPECT_EQ(check("limit line | 10 | apps/*\n", "01234567890\n"), Said{});
  EXPECT_EQ(check("note line | 10 | lib/*\n", "01234567890\n"), Said{});
}

TEST(TidyLengths, FunctionsInAnyScope) {
  const std::string rule = "limit function | 10 | lib/*\n";
  const std::string scope = "namespace a::b {\nclass C final : public D {\n public:\n";
  EXPECT_EQ(check(rule, "void f() {\n" + lines(8) + "}\n"), Said{});
  EXPECT_EQ(check(rule, "void f() {\n" + lines(9) + "}\n"), Said{"1 length"});
  EXPECT_EQ(check(rule, scope + "  void f() const {\n" + lines(9) + "  }\n};\n}\n"),
            Said{"4 length"});
  EXPECT_EQ(check(rule, "C::C() : a_{1}, b_(2) {\n" + lines(9) + "}\n"), Said{"1 length"});
  EXPECT_EQ(check(rule, "template <class T = int>\nT f() {\n" + lines(9) + "}\n"),
            Said{"1 length"});
  EXPECT_EQ(check(rule, scope + lines(20) + "};\n}\n"), Said{});
  EXPECT_EQ(check(rule, "constexpr A table[] = {\n" + lines(20) + "};\n"), Said{});
}

TEST(TidyLengths, Files) {
  EXPECT_EQ(check("limit lines | 3 | lib/*\n", lines(3)), Said{});
  EXPECT_EQ(check("limit lines | 3 | lib/*\n", lines(4)), Said{"1 length"});
  EXPECT_EQ(check("limit bytes | 20 | lib/*.cpp\n", lines(4)), Said{"1 length"});
}

}  // namespace
}  // namespace gameday::tidy
