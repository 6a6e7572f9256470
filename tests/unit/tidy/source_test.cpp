#include <gtest/gtest.h>

#include "helper.hpp"

namespace gameday::tidy {
namespace {

TEST(TidySource, BlanksCommentsAndLiteralsAndKeepsLines) {
  const auto source = source_at("lib/base/a.cpp",
                                "int a; // rand(\n"
                                "/* rand(\n rand( */ int b = 1'000;\n"
                                "auto c = \"rand(\\\"rand(\" + 'r' + d;\n");
  EXPECT_EQ(source.code.find("rand"), std::string::npos);
  EXPECT_EQ(source.code.size(), source.text.size());
  EXPECT_NE(source.code.find("1'000"), std::string::npos);
  EXPECT_NE(source.code.find("+ d;"), std::string::npos);
  EXPECT_NE(source.comments.find("// rand("), std::string::npos);
  EXPECT_EQ(source.comments.find("int"), std::string::npos);
  EXPECT_EQ(source.line_starts.size(), 4u);
}

TEST(TidySource, BlanksRawStringsOverLines) {
  const auto source = source_at("lib/base/a.cpp",
                                "auto a = R\"x(one \" rand(\n"
                                "two )\" three)x\"; int after;\n"
                                "int last;\n");
  EXPECT_EQ(source.code.find("rand"), std::string::npos);
  EXPECT_EQ(source.code.find("three"), std::string::npos);
  EXPECT_NE(source.code.find("int after;"), std::string::npos);
  EXPECT_TRUE(source.raw_lines[0]);
  EXPECT_TRUE(source.raw_lines[1]);
  EXPECT_FALSE(source.raw_lines[2]);
}

TEST(TidySource, FindsIncludes) {
  const auto source = source_at("lib/base/a.cpp",
                                "#include <vector>\n"
                                "// #include <map>\n"
                                "  #  include \"base/time.hpp\"\n");
  const auto includes = includes_of(source);
  ASSERT_EQ(includes.size(), 2u);
  EXPECT_EQ(includes[0].name, "vector");
  EXPECT_FALSE(includes[0].quoted);
  EXPECT_EQ(includes[1].name, "base/time.hpp");
  EXPECT_EQ(includes[1].line, 3u);
  EXPECT_TRUE(includes[1].quoted);
}

TEST(TidySource, GlobsCrossSlashes) {
  EXPECT_TRUE(glob("lib/*.hpp", "lib/rt/deep/a.hpp"));
  EXPECT_TRUE(glob("*/options.hpp", "mock/options.hpp"));
  EXPECT_TRUE(glob("lib/rt/real_*", "lib/rt/real_clock.cpp"));
  EXPECT_FALSE(glob("lib/*.hpp", "lib/rt/a.cpp"));
  EXPECT_FALSE(glob("lib/rt", "lib/rt/a.cpp"));
}

}  // namespace
}  // namespace gameday::tidy
