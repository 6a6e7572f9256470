#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "helper.hpp"

namespace gameday::tidy {
namespace {

// The table of this repository, so that each of its rows is shown to bite.
const auto& table() {
  static const auto rules = [] {
    std::ifstream file(GAMEDAY_SOURCE_DIR "/tests/tidy/rules.txt");
    std::ostringstream text;
    text << file.rdbuf();
    return parse_rules(text.str());
  }();
  return rules;
}

Said check(const std::string& path, const std::string& text) {
  Findings findings;
  check_bans(source_at(path, text), table(), findings);
  return said(findings);
}

Said in_policy(const std::string& text) {
  return check("lib/policy/retry.cpp", text);
}

TEST(TidyBans, EachRowOfTheTableBites) {
  for (const auto& ban : table().bans) {
    std::string snippet = ban.pattern;
    std::erase(snippet, '*');
    EXPECT_FALSE(in_policy(snippet + "\n").empty()) << ban.pattern;
  }
}

TEST(TidyBans, TimeAndDice) {
  EXPECT_EQ(in_policy("auto a = std::chrono::steady_clock::now();\n"), Said{"1 ban"});
  EXPECT_EQ(in_policy("\nint a = rand ();\n"), Said{"2 ban"});
  EXPECT_EQ(in_policy("std::mt19937_64 engine(1);\n"), Said{"1 ban"});
  EXPECT_EQ(in_policy("auto a = operand(1); brand(2);\n"), Said{});
  EXPECT_EQ(in_policy("std::chrono::steady_clock::time_point at;\n"), Said{});
  EXPECT_EQ(check("lib/rt/real_clock.cpp", "steady_clock::now();\n"), Said{});
  EXPECT_EQ(check("lib/rt/virtual_clock.cpp", "steady_clock::now();\n"), Said{"1 ban"});
}

TEST(TidyBans, CommentsAndLiteralsAreNotLookedAt) {
  EXPECT_EQ(in_policy("// steady_clock::now()\nauto a = \"rand() detached\";\n"), Said{});
}

TEST(TidyBans, SimulationIsKnownOnlyToTheWorldsMakers) {
  EXPECT_EQ(in_policy("if (is_simulated_run) {}\n"), Said{"1 ban"});
  EXPECT_EQ(in_policy("class Simulated {};\n"), Said{"1 ban"});
  EXPECT_EQ(check("lib/rig/build.cpp", "bool simulate;\n"), Said{});
  EXPECT_EQ(check("lib/report/run.hpp", "bool simulated;\n"), Said{});
  EXPECT_EQ(check("lib/report/run.hpp", "bool simulated_x;\n"), Said{"1 ban"});
  EXPECT_EQ(check("lib/report/run.cpp", "auto a = \"SIMULATED\";\n"), Said{});
}

TEST(TidyBans, WordsEndWhereTheyEnd) {
  EXPECT_EQ(in_policy("static_assert(sizeof(int) == 4);\n"), Said{});
  EXPECT_EQ(in_policy("assert(x);\n"), Said{"1 ban"});
  EXPECT_EQ(in_policy("void undetached();\n"), Said{});
  EXPECT_EQ(in_policy("#include <boost/asio/experimental/awaitable_operators.hpp>\n"),
            Said{"1 ban"});
  EXPECT_EQ(in_policy("#  define X 1\n"), Said{"1 ban"});
  EXPECT_EQ(in_policy("using namespace std::chrono_literals;\n"), Said{});
  EXPECT_EQ(in_policy("std::formatter<int> a;\n"), Said{});
}

TEST(TidyBans, WorkLeftToDoHasAnOwner) {
  EXPECT_EQ(in_policy("// TODO: later\n"), Said{"1 owner"});
  EXPECT_EQ(in_policy("/* FIXME */\n"), Said{"1 owner"});
  EXPECT_EQ(in_policy("// TODO(ada): later\n"), Said{});
  EXPECT_EQ(in_policy("auto a = \"TODO\";\n"), Said{});
}

}  // namespace
}  // namespace gameday::tidy
