#include <gtest/gtest.h>

#include "helper.hpp"

namespace gameday::tidy {
namespace {

const auto& table() {
  static const auto rooms = parse_rooms(R"(
part asio | gameday_asio   | boost/asio/
part fmt  | fmt::fmt       | fmt/
part json | nlohmann       | nlohmann/
part fwd  | nlohmann       | nlohmann/json_fwd.hpp
part cli  | CLI11::CLI11   | CLI/
room base   | -                 | fmt     | -
room rt     | base              | asio    | -
room proxy  | base rt           | fmt fwd | json
room config | base
              */options.hpp     | fmt     | json
app gameday | base rt config    | cli     | fmt
)");
  return rooms;
}

Said check(const std::string& path, const std::string& text) {
  Findings findings;
  check_includes(source_at(path, text), table(), findings);
  return said(findings);
}

TEST(TidyIncludes, RoomsUseOnlyTheirOwnAndThoseOfTheTable) {
  EXPECT_EQ(check("lib/rt/a.hpp", "#include \"base/a.hpp\"\n#include \"rt/b.hpp\"\n"), Said{});
  EXPECT_EQ(check("lib/base/a.hpp", "\n#include \"rt/a.hpp\"\n"), Said{"2 include"});
  EXPECT_EQ(check("lib/proxy/control/a.cpp", "#include \"config/a.hpp\"\n"), Said{"1 include"});
}

TEST(TidyIncludes, QuotedIncludesNameTheirRoom) {
  EXPECT_EQ(check("lib/rt/a.cpp", "#include \"a.hpp\"\n"), Said{"1 include"});
  EXPECT_EQ(check("apps/gameday/main.cpp", "#include \"run.hpp\"\n"), Said{});
}

TEST(TidyIncludes, PatternsOpenSingleFiles) {
  EXPECT_EQ(check("lib/config/a.hpp", "#include \"proxy/options.hpp\"\n"), Said{});
  EXPECT_EQ(check("lib/config/a.hpp", "#include \"proxy/link.hpp\"\n"), Said{"1 include"});
}

TEST(TidyIncludes, ThirdPartyDependsOnHeaderOrSource) {
  EXPECT_EQ(check("lib/proxy/a.cpp", "#include <nlohmann/json.hpp>\n"), Said{});
  EXPECT_EQ(check("lib/proxy/a.hpp", "#include <nlohmann/json.hpp>\n"), Said{"1 include"});
  EXPECT_EQ(check("lib/proxy/a.hpp", "#include <nlohmann/json_fwd.hpp>\n"), Said{});
  EXPECT_EQ(check("lib/base/a.cpp", "#include <boost/asio/buffer.hpp>\n"), Said{"1 include"});
  EXPECT_EQ(check("lib/base/a.cpp", "#include <string_view>\n#include <fmt/format.h>\n"), Said{});
}

TEST(TidyIncludes, UnknownThirdPartyIsRefused) {
  EXPECT_EQ(check("lib/base/a.cpp", "#include <stdint.h>\n"), Said{"1 include"});
  EXPECT_EQ(check("lib/base/a.cpp", "#include <absl/strings.h>\n"), Said{"1 include"});
}

TEST(TidyIncludes, OnlyTheAppHasTheCommandLine) {
  EXPECT_EQ(check("apps/gameday/main.cpp", "#include <CLI/CLI.hpp>\n"), Said{});
  EXPECT_EQ(check("lib/config/a.cpp", "#include <CLI/CLI.hpp>\n"), Said{"1 include"});
}

TEST(TidyIncludes, TableRefusesRoomsAndPartsThatAreNotAbove) {
  EXPECT_THROW(parse_rooms("room a | b | - | -\nroom b | - | - | -\n"), std::runtime_error);
  EXPECT_THROW(parse_rooms("room a | - | fmt | -\n"), std::runtime_error);
  EXPECT_THROW(parse_rooms("room a | - | -\n"), std::runtime_error);
}

}  // namespace
}  // namespace gameday::tidy
