// Who is told and who is asked by a real run: hooks, preflight, the audit log.

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "integration/app/process.hpp"

namespace gameday {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const std::string binary = GAMEDAY_BINARY;

constexpr const char* scenario = R"(gameday: 1
title: A hook's day
providers: {openai: {mock: openai, first_token: {p50: 20ms, p99: 60ms}, tokens: {p50: 4, p99: 8}}}
arms: {direct: {direct: openai, model: m}}
load: {rate: 20/s, requests: [{prompt: "Why did the build fail?"}]}
timing: {baseline: 300ms, fault: 300ms, recovery: 0s}
experiments:
  - name: storm
    inject: [{into: openai, fault: rate-limited}]
)";

class Hooks : public ::testing::Test {
 protected:
  Hooks() { fs::create_directories(home_); }
  ~Hooks() override { fs::remove_all(home_); }

  test::Ended run(const std::string& more, const std::vector<std::string>& flags = {}) {
    std::ofstream(home_ / "s.yaml") << scenario << more;
    std::vector<std::string> argv = {binary,  "run", (home_ / "s.yaml").string(),
                                     "--out", out(), "--json"};
    argv.insert(argv.end(), flags.begin(), flags.end());
    return test::run_on_time(home_.string(), argv, (home_ / "state").string());
  }
  void program(const std::string& name, const std::string& script) const {
    std::ofstream(home_ / name) << "#!/bin/sh\n" << script << '\n';
    fs::permissions(home_ / name, fs::perms::owner_all);
  }
  std::string text(const fs::path& file) const {
    std::ostringstream all;
    all << std::ifstream(home_ / file).rdbuf();
    return all.str();
  }
  std::vector<json> lines(const fs::path& file) const {
    std::ifstream in(home_ / file);
    std::vector<json> all;
    for (std::string line; std::getline(in, line);) {
      all.push_back(json::parse(line));
    }
    return all;
  }
  std::vector<std::string> words(const fs::path& file, const char* key) const {
    std::vector<std::string> all;
    for (const json& line : lines(file)) {
      all.push_back(line.at(key));
    }
    return all;
  }
  std::string out() const { return (home_ / "out").string(); }

  const fs::path home_ = fs::path(testing::TempDir()) /
                         (std::string("gameday-hooks-") + std::to_string(getpid()) + "-" +
                          testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(Hooks, ACommandAndTheAuditLogAreToldEveryStep) {
  program("page.sh", "cat >>\"$(dirname \"$0\")/told.jsonl\"");
  const auto ended = run("notify: [{command: [./page.sh]}]\n");
  EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.error;
  const std::vector<std::string> steps = {"started", "fault on", "fault off", "finished"};
  EXPECT_EQ(words("told.jsonl", "event"), steps) << ended.error;
  EXPECT_EQ(words("state/gameday/audit.jsonl", "what"), steps);
  const auto told = lines("told.jsonl");
  EXPECT_EQ(told[1].at("provider"), "openai");
  EXPECT_EQ(told[1].at("fault"), "rate-limited");
  EXPECT_EQ(told[3].at("verdict"), "pass");
  const auto audit = lines("state/gameday/audit.jsonl");
  const json run_json = json::parse(text("out/run.json"));
  for (const json& entry : audit) {
    EXPECT_EQ(entry.at("file"), (home_ / "s.yaml").string());
    EXPECT_EQ(entry.at("hash"), run_json.at("scenario_hash"));
    EXPECT_EQ(entry.at("run"), out());
  }
  EXPECT_EQ(audit[0].at("seed"), "1");
  EXPECT_EQ(audit[3].at("exit_code"), "0");
}

TEST_F(Hooks, AHookThatFailsIsToldAndChangesNothing) {
  const auto ended =
      run("notify:\n  - {command: [./no-such-program], events: [started]}\n"
          "  - {webhook: \"http://127.0.0.1:1/t0p?k=t0p\", events: [finished]}\n"
          "  - {slack: env.GAMEDAY_TEST_UNSET}\n");
  EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.error;
  for (const char* line :
       {"notify[0] (command): cannot be started: No such file or directory",
        "notify[1] (webhook): connection refused while connecting",
        "notify[2] (slack env.GAMEDAY_TEST_UNSET): nothing can be sent there: the variable "
        "GAMEDAY_TEST_UNSET is not set"}) {
    EXPECT_NE(ended.error.find(line), std::string::npos) << line << '\n' << ended.error;
  }
  EXPECT_EQ((ended.out + ended.error + text("out/run.json") + text("state/gameday/audit.jsonl"))
                .find("t0p"),
            std::string::npos);
}

TEST_F(Hooks, SimulatedRunsTellNobodyAndSaySo) {
  program("page.sh", "touch \"$(dirname \"$0\")/told\"");
  const auto ended = run("notify: [{command: [./page.sh]}]\n", {"--simulate"});
  EXPECT_EQ(ended.exit_code, 0) << ended.error;
  EXPECT_NE(ended.error.find("nothing is sent by --simulate"), std::string::npos) << ended.error;
  EXPECT_FALSE(fs::exists(home_ / "told"));
  EXPECT_FALSE(fs::exists(home_ / "state/gameday/audit.jsonl"));
}

TEST_F(Hooks, APreflightThatFailsVetoesAndCanBeOverridden) {
  program("ready.sh", "echo a deploy is on; exit 4");
  const std::string more =
      "schedule:\n  cron: \"0 10 * * TUE\"\n  time_zone: UTC\n"
      "  preflight: [{command: [\"true\"]}, {command: [./ready.sh]}]\n";
  const auto vetoed = run(more);
  EXPECT_EQ(vetoed.exit_code, 7) << vetoed.error;
  EXPECT_NE(vetoed.error.find("schedule.preflight[1]: exited 4: a deploy is on"), std::string::npos)
      << vetoed.error;
  EXPECT_NE(vetoed.error.find("--no-preflight"), std::string::npos);
  EXPECT_FALSE(fs::exists(out()));
  EXPECT_EQ(words("state/gameday/audit.jsonl", "what"), std::vector<std::string>{"skipped"});
  const auto overridden = run(more, {"--no-preflight"});
  EXPECT_EQ(overridden.exit_code, 0) << overridden.out << overridden.error;
}

TEST_F(Hooks, APreflightThatHangsOrCannotBeReachedVetoes) {
  const std::string head = "schedule:\n  cron: \"0 10 * * TUE\"\n  time_zone: UTC\n";
  const auto hung = run(head + "  preflight: [{command: [sleep, \"600\"], timeout: 200ms}]\n");
  EXPECT_EQ(hung.exit_code, 7) << hung.error;
  EXPECT_NE(hung.error.find("timed out after 200ms"), std::string::npos) << hung.error;
  const auto gone = run(head + "  preflight: [{http: \"http://127.0.0.1:1/ok?t=t0p\"}]\n");
  EXPECT_EQ(gone.exit_code, 7) << gone.error;
  EXPECT_NE(gone.error.find("connection refused"), std::string::npos) << gone.error;
  EXPECT_EQ(gone.error.find("t0p"), std::string::npos) << gone.error;
}

TEST_F(Hooks, ABrokenAuditLogStopsNothing) {
  fs::create_directories(home_ / "state/gameday/audit.jsonl");  // a folder in its place
  const auto ended = run("");
  EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.error;
  EXPECT_NE(ended.error.find("cannot open the audit log"), std::string::npos) << ended.error;
  fs::remove_all(home_ / "out");
  fs::remove_all(home_ / "state");
  std::ofstream(home_ / "state") << "no folder";
  const auto homeless = run("");
  EXPECT_EQ(homeless.exit_code, 0) << homeless.out << homeless.error;
  EXPECT_NE(homeless.error.find("audit log"), std::string::npos) << homeless.error;
}

TEST_F(Hooks, TheAuditLogGoesOnAfterATornLine) {
  fs::create_directories(home_ / "state/gameday");
  std::ofstream(home_ / "state/gameday/audit.jsonl") << "{\"at\":\"2026-";
  run("");
  const std::string whole = text("state/gameday/audit.jsonl");
  EXPECT_TRUE(whole.starts_with("{\"at\":\"2026-\n{\"at\":")) << whole;
}

TEST_F(Hooks, TryingThemOutSendsOneTestMessage) {
  program("page.sh", "cat >>\"$(dirname \"$0\")/told.jsonl\"; [ $GAMEDAY_EVENT = finished ]");
  std::ofstream(home_ / "s.yaml") << scenario << "notify: [{command: [./page.sh]}]\n";
  const std::vector<std::string> argv = {binary, "notify", (home_ / "s.yaml").string()};
  const auto told = test::run(argv);
  EXPECT_EQ(told.exit_code, 0) << told.error;
  EXPECT_EQ(told.out, "1 of 1 hooks were told of finished\n");
  EXPECT_NE(lines("told.jsonl")[0].at("title").get<std::string>().find("TEST"), std::string::npos);
  auto other = argv;
  other.insert(other.end(), {"--event", "fault on"});
  EXPECT_EQ(test::run(other).exit_code, 1);
  other.push_back("--show");
  EXPECT_EQ(test::run(other).exit_code, 0);
  EXPECT_EQ(lines("told.jsonl").size(), 2U);
}

}  // namespace
}  // namespace gameday
