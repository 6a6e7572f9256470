// Over sockets: what ends a run early, and what one experiment hands to the next.

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "integration/app/process.hpp"

namespace gameday {
namespace {

namespace fs = std::filesystem;

const std::string binary = GAMEDAY_BINARY;
const std::string tests = std::string(GAMEDAY_SOURCE_DIR) + "/tests";
const std::string quick = tests + "/integration/app/quick.yaml";

class Ending : public ::testing::Test {
 protected:
  Ending() { fs::remove_all(folder_); }
  ~Ending() override { fs::remove_all(folder_); }

  test::Ended run(const std::string& scenario, const std::vector<std::string>& changes) {
    std::vector<std::string> argv = {binary, "run", scenario, "--json", "--out", folder_.string()};
    for (const std::string& change : changes) {
      argv.insert(argv.end(), {"--set", change});
    }
    return test::run(argv);
  }

  const fs::path folder_ = fs::path(testing::TempDir()) /
                           (std::string("gameday-ending-") +
                            testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Ending, AStopFileInterrupts) {
  const fs::path file = folder_.string() + ".stop";
  std::ofstream(file) << "enough\n";
  const auto ended = run(quick, {"safety.stop_file=" + file.string()});
  fs::remove(file);
  EXPECT_EQ(ended.exit_code, 5) << ended.out << ended.error;
  EXPECT_EQ(nlohmann::json::parse(ended.out).at("verdict"), "interrupted");
}

TEST_F(Ending, AGuardAborts) {
  const auto ended = run(tests + "/integration/app/guarded.yaml", {});
  EXPECT_EQ(ended.exit_code, 4) << ended.out << ended.error;
  const auto result = nlohmann::json::parse(ended.out);
  EXPECT_EQ(result.at("verdict"), "aborted");
  EXPECT_LT(result.at("experiments").at(0).at("arms").at("direct").at("attempted"), 400);  // of 800
}

TEST_F(Ending, KeptStateOutlivesTheFaultProxies) {
  const std::vector<std::string> changes = {"timing.baseline=1s", "timing.fault=1s",
                                            "timing.recovery=0s", "experiments[0].inject[0].at=0s",
                                            "experiments[1].keep_state=true"};
  const auto ended = run(tests + "/sim/rig/keep-state.yaml", changes);
  const auto result = nlohmann::json::parse(ended.out);
  const auto& arm = result.at("experiments").at(1).at("arms").at("gateway");
  EXPECT_EQ(arm.at("failed"), 0) << ended.out << ended.error;
  EXPECT_EQ(arm.at("served_by").at("lifeboat"), 8) << ended.out;
}

}  // namespace
}  // namespace gameday
