// The kill switch and the audit log, as scripts and people meet them.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "integration/app/process.hpp"

namespace gameday {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string binary = GAMEDAY_BINARY;
const std::string title = "A quick game day";
const std::string apps = std::string(GAMEDAY_SOURCE_DIR) + "/tests/integration/app";

class Stop : public ::testing::Test {
 protected:
  Stop() { fs::remove_all(home_); }
  ~Stop() override { fs::remove_all(home_); }

  test::Ended stop(const std::vector<std::string>& words) const {
    std::vector<std::string> argv = {binary, "stop"};
    argv.insert(argv.end(), words.begin(), words.end());
    return test::run(argv, std::chrono::seconds(20), state());
  }
  std::vector<std::string> run_argv(const std::vector<std::string>& more) const {
    std::vector<std::string> argv = {binary, "run", apps + "/quick.yaml", "--out", out(), "--json"};
    argv.insert(argv.end(), more.begin(), more.end());
    return argv;
  }
  test::Ended run(const std::vector<std::string>& more) const {
    return test::run_on_time(home_.string(), run_argv(more), state());
  }
  std::string state() const { return (home_ / "state").string(); }
  std::string out() const { return (home_ / "out").string(); }

  std::vector<json> audit() const {
    std::ifstream file(home_ / "state" / "gameday" / "audit.jsonl");
    std::vector<json> entries;
    for (std::string line; std::getline(file, line);) {
      entries.push_back(json::parse(line));
    }
    return entries;
  }

  const fs::path home_ = fs::path(testing::TempDir()) /
                         (std::string("gameday-stop-") + std::to_string(getpid()) + "-" +
                          testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Stop, LatchesShowsAndClears) {
  EXPECT_EQ(stop({}).exit_code, 0);
  EXPECT_EQ(json::parse(stop({"--json"}).out).at("stopped"), false);
  EXPECT_EQ(stop({"--why", "checkout is burning"}).exit_code, 0);

  const auto shown = stop({});
  EXPECT_EQ(shown.exit_code, 7);
  EXPECT_NE(shown.out.find("checkout is burning"), std::string::npos) << shown.out;
  EXPECT_NE(shown.out.find("gameday stop --clear"), std::string::npos) << shown.out;

  const auto again = stop({"--why", "me too"});  // the first reason stays
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_NE(again.out.find("checkout is burning"), std::string::npos) << again.out;
  EXPECT_EQ(json::parse(stop({"--json"}).out).at("why"), "checkout is burning");

  EXPECT_EQ(stop({"--clear"}).exit_code, 0);
  EXPECT_EQ(stop({}).exit_code, 0);
  EXPECT_EQ(stop({"--clear"}).exit_code, 0);

  const auto entries = audit();
  ASSERT_EQ(entries.size(), 3U);
  EXPECT_EQ(entries[0].at("what"), "latched");
  EXPECT_EQ(entries[1].at("why"), "me too");
  EXPECT_EQ(entries[2].at("what"), "cleared");
  for (const json& entry : entries) {
    EXPECT_TRUE(entry.contains("user") && entry.contains("host") && entry.contains("process"));
  }
}

TEST_F(Stop, WantsAReason) {
  EXPECT_EQ(stop({"--why", "  "}).exit_code, 2);
  EXPECT_EQ(stop({}).exit_code, 0);
}

TEST_F(Stop, RefusesRealRunsAndLetsSimulatedOnesPass) {
  stop({"--why", "freeze\x1b[31m of the database"});
  const auto refused = run({});
  EXPECT_EQ(refused.exit_code, 7) << refused.error;
  EXPECT_NE(refused.error.find("of the database"), std::string::npos) << refused.error;
  EXPECT_NE(refused.error.find("gameday stop --clear"), std::string::npos) << refused.error;
  EXPECT_EQ(refused.error.find('\x1b'), std::string::npos);
  EXPECT_EQ(json::parse(refused.out).at("verdict"), "skipped");
  EXPECT_FALSE(fs::exists(out()));  // nothing was begun
  EXPECT_EQ(audit().back().at("what"), "skipped");
  EXPECT_EQ(audit().back().at("file"), apps + "/quick.yaml");
  EXPECT_EQ(audit().back().at("hash").get<std::string>().size(), 64U);

  const auto simulated = run({"--simulate"});
  EXPECT_NE(simulated.exit_code, 7) << simulated.error;
  EXPECT_TRUE(fs::exists(out()));
}

TEST_F(Stop, AFileMadeByHandLatchesToo) {
  const fs::path folder = home_ / "state" / "gameday";
  fs::create_directories(folder);
  std::ofstream(folder / "stop") << std::string(1 << 20, 'x');
  EXPECT_EQ(stop({}).exit_code, 7);
  EXPECT_EQ(run({}).exit_code, 7);
  fs::remove(folder / "stop");
  fs::create_symlink("nowhere", folder / "stop");
  EXPECT_EQ(stop({}).exit_code, 7);
  EXPECT_EQ(stop({"--clear"}).exit_code, 0);
  EXPECT_EQ(stop({}).exit_code, 0);
}

TEST_F(Stop, EndsARunningGameDayWhichHealsFirst) {
  test::Process running({binary, "run", apps + "/guarded.yaml", "--out", out(), "--set",
                         "abort_if[0].for=20s", "--set", "abort_if[0].min_requests=1000000"},
                        state());
  ASSERT_TRUE(running.wait_for_error_text("fault", std::chrono::seconds(20))) << running.error();
  ASSERT_EQ(stop({"--why", "enough for today"}).exit_code, 0);
  EXPECT_EQ(running.wait(std::chrono::seconds(20)), 5) << running.error();
  std::ostringstream events;
  events << std::ifstream(fs::path(out()) / "events.jsonl").rdbuf();
  const std::string text = events.str();
  const std::size_t healed = text.find("fault_off");
  const std::size_t ended = text.find("interrupted");
  ASSERT_NE(healed, text.npos) << text;
  ASSERT_NE(ended, text.npos) << text;
  EXPECT_LT(healed, ended);
  EXPECT_NE(text.find("enough for today"), text.npos) << text;
  EXPECT_TRUE(fs::exists(fs::path(out()) / "report.md"));
}

TEST_F(Stop, SafetyConfirmWantsTheExactTitleAndGivesTheCommand) {
  const std::vector<std::string> asked = {"--set", "safety.confirm=true"};
  const auto unnamed = run(asked);
  EXPECT_EQ(unnamed.exit_code, 2) << unnamed.error;
  EXPECT_NE(unnamed.error.find("--set safety.confirm=true --confirm "), std::string::npos)
      << unnamed.error;
  EXPECT_EQ(audit().back().at("what"), "refused");

  const auto wrong = run({"--set", "safety.confirm=true", "--confirm", "another"});
  EXPECT_EQ(wrong.exit_code, 2) << wrong.error;
  EXPECT_FALSE(fs::exists(out()));
  const auto right = run({"--set", "safety.confirm=true", "--confirm", title});
  EXPECT_EQ(right.exit_code, 0) << right.out << right.error;
}

}  // namespace
}  // namespace gameday
