#include <gtest/gtest.h>

#include "helper.hpp"

namespace gameday::tidy {
namespace {

Said check(const Tree& tree, const std::string& rules = "") {
  Findings findings;
  const auto rooms = parse_rooms("room base | - | - | -\nroom rt | base | - | -\n");
  check_dead(tree, rooms, parse_rules(rules), findings);
  Said paths;
  for (const auto& finding : findings) {
    if (!finding.note) {
      paths.push_back(finding.path);
    }
  }
  return paths;
}

TEST(TidyDead, HeadersAreIncludedBySomebodyElse) {
  Tree tree;
  tree.rooms = {"base"};
  tree.sources = {source_at("lib/base/a.hpp", "#include \"base/a.hpp\"\n"),
                  source_at("lib/base/b.hpp", "int b;\n"),
                  source_at("lib/base/b.cpp", "#include \"base/b.hpp\"\n")};
  EXPECT_EQ(check(tree), Said{"lib/base/a.hpp"});
  EXPECT_EQ(check(tree, "unused lib/base/a.hpp | soon\n"), Said{});
}

TEST(TidyDead, FilesLieWhereATargetBuildsThem) {
  Tree tree;
  tree.rooms = {"base"};
  tree.sources = {source_at("lib/a.cpp", ""),           source_at("lib/odd/a.cpp", ""),
                  source_at("tests/unit/a.cpp", ""),    source_at("tests/units/base/a.cpp", ""),
                  source_at("lib/base/a.cpp", ""),      source_at("tests/unit/base/a.cpp", ""),
                  source_at("tests/support/a.cpp", ""), source_at("apps/gameday/a.cpp", "")};
  const Said expected = {"lib/a.cpp", "lib/odd/a.cpp", "tests/unit/a.cpp",
                         "tests/units/base/a.cpp"};
  EXPECT_EQ(check(tree), expected);
}

TEST(TidyDead, FoldersAreRooms) {
  Tree tree;
  tree.rooms = {"base", "odd"};
  EXPECT_EQ(check(tree), Said{"lib/odd"});
}

TEST(TidyDead, ArchitectureNamesTheRoomsThatExist) {
  Tree tree;
  tree.rooms = {"base", "rt"};
  tree.architecture = "- `lib/base`\n- `lib/rt/clock.hpp`\n";
  EXPECT_EQ(check(tree), Said{});
  tree.architecture = "- `lib/base`\n- `lib/proxy`\n";
  const Said expected = {"docs/architecture.md", "docs/architecture.md"};
  EXPECT_EQ(check(tree), expected);
}

}  // namespace
}  // namespace gameday::tidy
