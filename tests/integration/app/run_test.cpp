// `gameday run` as a user meets it: the built program over real sockets.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <signal.h>
#include <unistd.h>

#include "integration/app/process.hpp"

namespace gameday {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

const std::string binary = GAMEDAY_BINARY;
const std::string quick = std::string(GAMEDAY_SOURCE_DIR) + "/tests/integration/app/quick.yaml";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// A folder that does not exist yet, and is gone afterwards.
class Folder {
 public:
  explicit Folder(const std::string& name)
      : path_(fs::path(testing::TempDir()) / (name + '-' + std::to_string(getpid()))) {
    fs::remove_all(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  std::string text() const { return path_.string(); }
  fs::path operator/(const std::string& name) const { return path_ / name; }

 private:
  fs::path path_;
};

nlohmann::json arm_of(const nlohmann::json& result, const std::string& arm) {
  return result.at("experiments").at(0).at("arms").at(arm);
}

TEST(Run, RealAndSimulatedAgree) {
  const Folder real("gameday-real");
  const Folder simulated("gameday-simulated");
  const auto over_sockets =
      test::run_on_time(real.text(), {binary, "run", quick, "--json", "--out", real.text()});
  const auto in_memory =
      test::run({binary, "run", quick, "--simulate", "--json", "--out", simulated.text()});
  ASSERT_EQ(over_sockets.exit_code, 0) << over_sockets.out << over_sockets.error;
  ASSERT_EQ(in_memory.exit_code, 0) << in_memory.out << in_memory.error;
  const auto left = nlohmann::json::parse(over_sockets.out);
  const auto right = nlohmann::json::parse(in_memory.out);
  EXPECT_EQ(left.at("plan_hash"), right.at("plan_hash"));
  EXPECT_FALSE(left.at("simulated"));
  EXPECT_TRUE(right.at("simulated"));
  const auto p50 = [](const nlohmann::json& result) {
    return arm_of(result, "gateway").at("p50_ms").get<double>();
  };
  EXPECT_NEAR(p50(left), p50(right), 100.0);  // ms
  for (const char* file : {"run.json", "requests.jsonl", "attempts.jsonl", "events.jsonl",
                           "report.md", "report.html"}) {
    EXPECT_TRUE(fs::exists(real / file)) << file;
  }
}

TEST(Run, SaysHowToRunItAgainInWordsOfAShell) {
  const Folder folder("gameday-again");
  const auto ran = test::run(
      {binary, "run", quick, "--simulate", "--set", "title=It's $HOME", "--out", folder.text()});
  EXPECT_NE(ran.out.find(quick + " --seed 3 --simulate --set 'title=It'\\''s $HOME'\n"),
            std::string::npos)
      << ran.out;
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(ran.error.find('\x1b'), std::string::npos);
}

TEST(Plan, TellsWhatARunWouldDoAndLeavesNothing) {
  const auto plan = test::run({binary, "plan", quick, "--json"});
  ASSERT_EQ(plan.exit_code, 0) << plan.error;
  const auto planned = nlohmann::json::parse(plan.out);
  const Folder folder("gameday-planned");
  const auto ran =
      test::run({binary, "run", quick, "--simulate", "--json", "--out", folder.text()});
  EXPECT_EQ(planned.at("plan_hash"), nlohmann::json::parse(ran.out).at("plan_hash"));
  const auto text = test::run({binary, "plan", quick});
  EXPECT_NE(text.out.find("Nothing was sent."), std::string::npos) << text.out;
}

TEST(Run, TwoSimulatedRunsDifferInTheHostAlone) {
  const Folder first("gameday-first");
  const Folder second("gameday-second");
  for (const Folder* folder : {&first, &second}) {
    ASSERT_EQ(test::run({binary, "run", quick, "--simulate", "--out", folder->text()}).exit_code,
              0);
  }
  for (const char* file :
       {"requests.jsonl", "attempts.jsonl", "events.jsonl", "report.md", "report.html"}) {
    EXPECT_EQ(read(first / file), read(second / file)) << file;
  }
  auto left = nlohmann::json::parse(read(first / "run.json"));
  auto right = nlohmann::json::parse(read(second / "run.json"));
  EXPECT_EQ(left.erase("host"), 1U);
  EXPECT_EQ(right.erase("host"), 1U);
  EXPECT_EQ(left, right);
}

TEST(Run, CtrlCHealsThenReportsWhatThereIs) {
  const Folder folder("gameday-interrupted");
  test::Process run({binary, "run", quick, "--set", "timing.fault=60s", "--out", folder.text()});
  ASSERT_TRUE(run.wait_for_error_text("fault on", 30s)) << run.error();
  run.signal(SIGINT);
  EXPECT_EQ(run.wait(30s), 5) << run.error();
  const std::string events = read(folder / "events.jsonl");
  const auto off = events.find("\"fault_off\"");
  const auto interrupted = events.find("\"interrupted\"");
  ASSERT_NE(off, std::string::npos) << events;
  ASSERT_NE(interrupted, std::string::npos) << events;
  EXPECT_LT(off, interrupted);
  EXPECT_NE(read(folder / "report.md").find("Stopped by hand"), std::string::npos);
}

TEST(Run, ASecondCtrlCEndsAtOnce) {
  const Folder folder("gameday-killed");
  test::Process run({binary, "run", quick, "--set", "timing.fault=60s", "--out", folder.text()});
  ASSERT_TRUE(run.wait_for_error_text("fault on", 30s)) << run.error();
  run.signal(SIGINT);
  run.signal(SIGINT);
  EXPECT_EQ(run.wait(30s), 5) << run.error();
}

TEST(Run, ReportIsMadeAgainFromTheFolderAlone) {
  const Folder folder("gameday-again");
  const auto played = test::run({binary, "run", quick, "--simulate", "--out", folder.text()});
  ASSERT_EQ(played.exit_code, 0) << played.error;
  const std::string before = read(folder / "report.md");
  fs::remove(folder / "report.md");
  const auto again = test::run({binary, "report", folder.text()});
  EXPECT_EQ(again.exit_code, 0) << again.error;
  EXPECT_EQ(read(folder / "report.md"), before);
}

TEST(Run, OneDocumentOfAFolderGoesToStdoutOrToAFile) {
  const Folder folder("gameday-formats");
  const auto played = test::run({binary, "run", quick, "--simulate", "--out", folder.text()});
  ASSERT_EQ(played.exit_code, 0) << played.error;
  const std::string page = read(folder / "report.html");
  const auto shown = test::run({binary, "report", folder.text(), "--format", "html"});
  EXPECT_EQ(shown.exit_code, 0) << shown.error;
  EXPECT_TRUE(shown.out == page);
  const std::string file = (folder / "copy.html").string();
  const auto written =
      test::run({binary, "report", folder.text(), "--format", "html", "--out", file});
  EXPECT_EQ(written.exit_code, 0) << written.error;
  EXPECT_EQ(written.out, "");
  EXPECT_TRUE(read(file) == page);
  EXPECT_EQ(test::run({binary, "report", folder.text(), "--format", "pdf"}).exit_code, 2);
  EXPECT_EQ(test::run({binary, "report", folder.text(), "--out", file}).exit_code, 2);
}

TEST(Run, BadInputIsExitCode2AndStartsNothing) {
  const Folder folder("gameday-bad");
  const auto bad = test::run(
      {binary, "run", quick, "--set", "load.rat=2/s", "--simulate", "--out", folder.text()});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_NE(bad.error.find("did you mean \"rate\"?"), std::string::npos) << bad.error;
  EXPECT_FALSE(fs::exists(folder.text()));
  EXPECT_EQ(test::run({binary, "run", "no-such-file.yaml"}).exit_code, 2);
  EXPECT_EQ(test::run({binary, "run"}).exit_code, 2);
  EXPECT_EQ(test::run({binary, "verify-everything"}).exit_code, 2);
}

TEST(Run, WhatIsNoCommandOrNoSeedSaysTheWayOut) {
  const auto unknown = test::run({binary, "frob"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_NE(unknown.error.find("Commands: run plan verify lint schedule report compare faults "
                               "gateway mock proxy ctl notify stop\n"),
            std::string::npos)
      << unknown.error;
  const auto seed = test::run({binary, "plan", quick, "--seed", "-1"});
  EXPECT_EQ(seed.exit_code, 2);
  EXPECT_NE(seed.error.find("Try: gameday plan --help"), std::string::npos) << seed.error;
}

TEST(Run, AFolderThatIsNotEmptyIsLeftAlone) {
  const Folder folder("gameday-full");
  fs::create_directories(folder.text());
  std::ofstream(folder / "mine.txt") << "keep me";
  const auto refused = test::run({binary, "run", quick, "--simulate", "--out", folder.text()});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_EQ(read(folder / "mine.txt"), "keep me");
}

TEST(Run, OfTwoRunsThatWantOneFolderOneGetsIt) {
  for (int round = 0; round < 5; ++round) {
    const Folder folder("gameday-contested");
    fs::create_directories(folder.text());
    const std::vector<std::string> argv = {binary,       "run",   quick,
                                           "--simulate", "--out", folder.text()};
    test::Process first(argv);
    test::Process second(argv);
    const int codes[] = {first.wait(30s), second.wait(30s)};
    EXPECT_EQ(std::min(codes[0], codes[1]), 0) << first.error() << second.error();
    EXPECT_EQ(std::max(codes[0], codes[1]), 2) << first.error() << second.error();
  }
}

}  // namespace
}  // namespace gameday
