// A game day that is killed at any moment leaves a folder that can be read and says that it is
// incomplete. The tool is one process, so with it go its ports.

#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "base/dice.hpp"
#include "integration/app/process.hpp"

namespace gameday {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

const std::string binary = GAMEDAY_BINARY;
const std::string quick = std::string(GAMEDAY_SOURCE_DIR) + "/tests/integration/app/quick.yaml";

bool has_text(const fs::path& file) {
  std::error_code ec;
  const auto size = fs::file_size(file, ec);
  return !ec && size > 0;
}

/// Until the run has described itself, `after` more, then kills it.
void kill_later(test::Process& process, const fs::path& folder, std::chrono::milliseconds after) {
  for (int wait = 0; wait < 20'000 && !has_text(folder / "run.json"); ++wait) {
    std::this_thread::sleep_for(1ms);
  }
  std::this_thread::sleep_for(after);
  EXPECT_EQ(process.children(), "");
  process.signal(SIGKILL);
  EXPECT_EQ(process.wait(10s), 128 + SIGKILL);
}

TEST(Kill, AtAnyMomentAReadableFolderStays) {
  Rng rng = Seed(11).stream("test/kill");
  for (int one = 0; one < 10; ++one) {
    const fs::path folder =
        fs::path(testing::TempDir()) / fmt::format("gameday-kill-{}-{}", getpid(), one);
    fs::remove_all(folder);
    // Two right at its beginning, where files come to be; the others while requests are under way.
    const auto after = std::chrono::milliseconds(one < 2 ? one : rng.below(1000));
    test::Process process({binary, "run", quick, "--out", folder.string()});
    kill_later(process, folder, after);
    const auto report = test::run({binary, "report", folder.string()});
    EXPECT_EQ(report.exit_code, 3) << after.count() << " ms\n" << report.out << report.error;
    EXPECT_NE(report.out.find("INCOMPLETE"), std::string::npos) << report.out;
    EXPECT_TRUE(has_text(folder / "report.md"));
    fs::remove_all(folder);
  }
}

TEST(Kill, BeforeItCouldDescribeItselfThereIsNoRun) {
  const fs::path folder = fs::path(testing::TempDir()) / fmt::format("gameday-unborn-{}", getpid());
  fs::remove_all(folder);
  // The first byte written to any file ends it.
  const auto ran = test::run({"/bin/sh", "-c", "ulimit -c 0; ulimit -f 0; exec \"$@\"", "sh",
                              binary, "run", quick, "--simulate", "--out", folder.string()});
  EXPECT_NE(ran.exit_code, 0) << ran.out;
  EXPECT_TRUE(fs::exists(folder));
  EXPECT_FALSE(fs::exists(folder / "run.json"));
  const auto report = test::run({binary, "report", folder.string()});
  EXPECT_EQ(report.exit_code, 2) << report.out;
  EXPECT_NE(report.error.find("a run folder has one"), std::string::npos) << report.error;
  fs::remove_all(folder);
}

}  // namespace
}  // namespace gameday
