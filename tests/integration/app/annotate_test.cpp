// `gameday run --annotate`: where a build shows it, with an agent that only writes down.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "integration/app/process.hpp"

namespace gameday {
namespace {

namespace fs = std::filesystem;

const std::string binary = GAMEDAY_BINARY;
const std::string quick = std::string(GAMEDAY_SOURCE_DIR) + "/tests/integration/app/quick.yaml";

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

class Annotate : public testing::Test {
 protected:
  Annotate() : folder_(fs::path(testing::TempDir()) / ("annotate-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~Annotate() override { fs::remove_all(folder_); }

  void agent(const std::string& script) {
    const fs::path path = folder_ / "buildkite-agent";
    std::ofstream(path) << "#!/bin/sh\n" << script;
    fs::permissions(path, fs::perms::owner_all);
  }

  test::Ended run(const std::string& where, std::vector<std::string> environment) {
    std::vector<std::string> argv = {"/usr/bin/env", "-u", "BUILDKITE", "-u",
                                     "GITHUB_STEP_SUMMARY"};
    argv.insert(argv.end(), environment.begin(), environment.end());
    argv.push_back("PATH=" + folder_.string() + ":/usr/bin:/bin");
    for (const std::string& word :
         {binary, std::string("run"), quick, std::string("--simulate"), std::string("--out"),
          (folder_ / "run").string(), std::string("--annotate"), where}) {
      argv.push_back(word);
    }
    return test::run(argv);
  }

  fs::path folder_;
};

TEST_F(Annotate, AutoIsSilentOutsideABuild) {
  const auto ended = run("auto", {});
  EXPECT_EQ(ended.exit_code, 0) << ended.error;
  EXPECT_EQ(ended.error.find("annotate"), std::string::npos) << ended.error;
}

TEST_F(Annotate, GithubGetsItsJobSummary) {
  const fs::path summary = folder_ / "summary.md";
  std::ofstream(summary) << "what a step before wrote\n";
  const auto ended = run("auto", {"GITHUB_STEP_SUMMARY=" + summary.string()});
  EXPECT_EQ(ended.exit_code, 0) << ended.error;
  const std::string text = read(summary);
  EXPECT_TRUE(text.starts_with("what a step before wrote\n## "));
  EXPECT_NE(text.find("**PASS**"), std::string::npos);
}

TEST_F(Annotate, BuildkiteGetsArtifactsAndAnAnnotation) {
  const std::string log = (folder_ / "log").string();
  agent("echo \"$@\" >> " + log + "\n[ \"$1\" != annotate ] || cat >> " + log + "\n");
  const auto ended = run("auto", {"BUILDKITE=true"});
  EXPECT_EQ(ended.exit_code, 0) << ended.error;
  const std::string told = read(log);
  EXPECT_NE(told.find("/run/report.html\n"), std::string::npos) << told;
  EXPECT_NE(told.find("/run/chart-1.svg)"), std::string::npos) << told;
  EXPECT_NE(told.find("annotate --style success --context gameday-"), std::string::npos) << told;
  EXPECT_NE(told.find("**PASS**"), std::string::npos);
}

TEST_F(Annotate, AFailingAgentChangesNoVerdict) {
  agent("echo no such build >&2\nexit 3\n");
  const auto ended = run("buildkite", {});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_NE(ended.error.find("buildkite-agent annotate: exited 3: no such build"),
            std::string::npos)
      << ended.error;
}

}  // namespace
}  // namespace gameday
