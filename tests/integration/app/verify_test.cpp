// `gameday verify` over sockets: a few rows that need no long wait, side by side.

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

const std::string binary = GAMEDAY_BINARY;
const std::string tuned = std::string(GAMEDAY_SOURCE_DIR) + "/scenarios/gateways/tuned.json";

fs::path own(const std::string& name) {
  return fs::path(testing::TempDir()) / (std::to_string(getpid()) + name);
}

TEST(VerifyApp, MeasuresOurGatewayOverSocketsAndKeepsItsRecords) {
  const fs::path kept = own("-verify");
  const auto ended = test::run({binary, "verify", "--gateway", tuned, "--row", "503", "--row",
                                "400", "--row", "healthy", "--out", kept.string(), "--json"});
  EXPECT_EQ(ended.exit_code, 0) << ended.error << ended.out;
  const auto json = nlohmann::json::parse(ended.out);
  ASSERT_EQ(json["rows"].size(), 6U);
  EXPECT_EQ(json["held"], 6);
  for (const auto& row : json["rows"]) {
    const std::size_t attempts = row["row"] == "503" ? 3 : 1;
    EXPECT_EQ(row["measured"]["attempts"], attempts) << row["row"];
  }
  EXPECT_NE(ended.error.find("6 of 6 measured"), std::string::npos) << ended.error;
  const auto report = test::run({binary, "report", (kept / "503-streamed").string()});
  EXPECT_EQ(report.exit_code, 0) << report.error;
  fs::remove_all(kept);
}

TEST(VerifyApp, AContractIsWrittenReadAndBroken) {
  const fs::path contract = own("-contract.yaml");
  const std::vector<std::string> measure = {binary,  "verify", "--gateway", tuned,
                                            "--row", "503",    "--simulate"};
  const auto with = [&](const char* flag) {
    std::vector<std::string> all = measure;
    all.insert(all.end(), {flag, contract.string()});
    return test::run(all);
  };
  EXPECT_EQ(with("--write-contract").exit_code, 0);
  const auto held = with("--contract");
  EXPECT_EQ(held.exit_code, 0) << held.out << held.error;
  std::ofstream(contract) << "expect: {503: [\"attempts.max <= 2\"]}\n";
  const auto broken = with("--contract");
  EXPECT_EQ(broken.exit_code, 1) << broken.out;
  EXPECT_NE(broken.out.find("attempts.max <= 2: saw 3"), std::string::npos) << broken.out;
  EXPECT_NE(broken.out.find("--row 503 --out DIR"), std::string::npos) << broken.out;
  std::ofstream(contract) << "expect: {50E: [\"attempts.max <= 2\"]}\n";
  const auto invalid = with("--contract");
  EXPECT_EQ(invalid.exit_code, 2);
  EXPECT_NE(invalid.error.find("the pack has no row \"50E\""), std::string::npos) << invalid.error;
  fs::remove(contract);
}

TEST(VerifyApp, WhatCannotBeMeasuredIsSaidAndNothingStarts) {
  const auto code = [&](const std::vector<std::string>& flags, const char* said) {
    std::vector<std::string> all = {binary, "verify"};
    all.insert(all.end(), flags.begin(), flags.end());
    const auto ended = test::run(all);
    EXPECT_NE(ended.error.find(said), std::string::npos) << ended.error;
    return ended.exit_code;
  };
  EXPECT_EQ(code({}, "which gateway?"), 2);
  EXPECT_EQ(code({"--gateway", "/nowhere.json"}, "/nowhere.json"), 2);
  EXPECT_EQ(code({"--gateway", tuned, "--row", "502x"}, "did you mean \"502\"?"), 2);
  EXPECT_EQ(code({"--gateway", tuned, "--pack", "/nowhere"}, "--pack /nowhere"), 2);
  EXPECT_EQ(code({"--gateway", tuned, "--out", GAMEDAY_SOURCE_DIR}, "not an empty folder"), 2);
}

TEST(VerifyApp, APackOfOnesOwnIsPlayed) {
  const fs::path pack = own("-pack");
  fs::create_directories(pack);
  std::ifstream shipped(std::string(GAMEDAY_SOURCE_DIR) + "/scenarios/verify/503.yaml");
  std::ostringstream text;
  text << shipped.rdbuf();
  std::ofstream(pack / "mine.yaml") << text.str();
  const auto list = test::run({binary, "verify", "--pack", pack.string(), "--list"});
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_TRUE(list.out.starts_with("mine ")) << list.out;
  const auto ended = test::run(
      {binary, "verify", "--gateway", tuned, "--pack", pack.string(), "--simulate", "--markdown"});
  EXPECT_EQ(ended.exit_code, 0) << ended.error;
  EXPECT_NE(ended.out.find("| mine | ≤ 3 | 3 | 1 retry |"), std::string::npos) << ended.out;
  std::ofstream(pack / "mine.yaml", std::ios::app) << "labels: {}\n";
  EXPECT_EQ(test::run({binary, "verify", "--pack", pack.string(), "--list"}).exit_code, 2);
  fs::remove_all(pack);
}

}  // namespace
}  // namespace gameday
