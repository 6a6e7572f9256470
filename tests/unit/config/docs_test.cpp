// The first example of each page is what people copy: it is read without a word.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/scenario.hpp"

namespace gameday::config {
namespace {

namespace fs = std::filesystem;

const fs::path source = GAMEDAY_SOURCE_DIR;

std::string first_block(const char* page, const std::string& language) {
  std::ostringstream text;
  text << std::ifstream(source / "docs" / page, std::ios::binary).rdbuf();
  const std::string whole = text.str();
  const std::string opening = "```" + language + '\n';
  const std::size_t begin = whole.find(opening) + opening.size();
  return whole.substr(begin, whole.find("\n```", begin) + 1 - begin);
}

/// What stands beside the shipped scenarios stands beside this one.
class Docs : public testing::Test {
 protected:
  Docs() { fs::copy(source / "scenarios", folder_, fs::copy_options::recursive); }
  ~Docs() override { fs::remove_all(folder_); }

  void write(const char* name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  /// What is said of it; nothing, when all is well.
  std::string said(const std::string& scenario) const {
    write("example.yaml", scenario);
    Findings findings;
    const auto no_variables = [](const std::string&) { return std::optional<std::string>(); };
    const auto day = read_game_day((folder_ / "example.yaml").string(), {}, no_variables, findings);
    std::string lines = day ? "" : "refused\n";
    for (const Problem& problem : findings.problems) {
      lines += to_line(problem) + '\n';
    }
    return lines;
  }

  const fs::path folder_ = fs::path(testing::TempDir()) / fmt::format("gameday-docs-{}", getpid());
  const std::string scenario_ = first_block("scenario.md", "yaml");
};

TEST_F(Docs, AScenarioFile) {
  EXPECT_EQ(said(scenario_), "");
}

TEST_F(Docs, ASchedule) {
  EXPECT_EQ(said(scenario_ + first_block("schedule.md", "yaml")), "");
}

TEST_F(Docs, AGatewaysConfig) {
  write("gateways/tuned.json", first_block("gateway.md", "json"));
  EXPECT_EQ(said(scenario_), "");
}

TEST_F(Docs, AListOfInjections) {
  std::string inject = "    " + first_block("faults.md", "yaml");
  for (std::size_t at = inject.find('\n'); at + 1 < inject.size(); at = inject.find('\n', at + 1)) {
    inject.insert(at + 1, "    ");
  }
  std::string scenario = scenario_;
  const std::size_t begin = scenario.find("    inject:");
  const std::size_t end = scenario.find('\n', begin);
  ASSERT_NE(begin, scenario.npos);
  scenario.replace(begin, end + 1 - begin, inject);
  EXPECT_EQ(said(scenario), "");
}

}  // namespace
}  // namespace gameday::config
