// `gameday verify --url`: our own gateway, started apart as anyone's is, whose providers' base URLs
// point at ports where verify listens.

#include <fstream>
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "integration/app/place.hpp"
#include "integration/app/process.hpp"

namespace gameday {
namespace {

using namespace std::chrono_literals;
using nlohmann::json;

const std::string binary = GAMEDAY_BINARY;

/// Two providers, or only the first; nothing in it waits longer than half a second.
std::string config(const test::Ports& ports, bool lifeboat) {
  const std::string second = fmt::format(
      R"(, "lifeboat": {{"base_url": "http://127.0.0.1:{}/v1", "keys": [{{"name": "b", "value": "k2"}}]}})",
      ports.lifeboat);
  return fmt::format(
      R"({{"deadline_ms": 4000, "timeouts_ms": {{"headers": 400, "unary_headers": 400}},
    "retry": {{"max": 1, "base_ms": 20}}, "providers": {{
    "openai": {{"base_url": "http://127.0.0.1:{}/v1", "keys": [{{"name": "a", "value": "k1"}}]}}{}}},
    "fallbacks": ["openai/gpt-4o-mini"{}]}})",
      ports.openai, lifeboat ? second : "", lifeboat ? R"(, "lifeboat/gpt-4o-mini")" : "");
}

class VerifyUrl : public ::testing::Test {
 protected:
  void start(bool lifeboat) {
    gateway_ = std::make_unique<test::Process>(std::vector<std::string>{
        binary, "gateway", "--config", place_.file("gateway.json", config(ports_, lifeboat)),
        "--listen", fmt::format("127.0.0.1:{}", ports_.gateway)});
    ASSERT_TRUE(gateway_->wait_for_error_text("/metrics", 30s)) << gateway_->error();
  }

  std::string openai() const { return fmt::format("openai={}", ports_.openai); }
  std::string lifeboat() const { return fmt::format("lifeboat={}", ports_.lifeboat); }
  std::vector<std::string> argv(const std::vector<std::string>& providers,
                                const std::vector<std::string>& more) const {
    std::vector<std::string> all = {
        binary, "verify", "--model",
        "any",  "--url",  fmt::format("http://127.0.0.1:{}/v1", ports_.gateway)};
    for (const std::string& provider : providers) {
      all.insert(all.end(), {"--provider", provider});
    }
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  test::Ended verify(const std::vector<std::string>& providers,
                     const std::vector<std::string>& more) const {
    return test::run(argv(providers, more), 60s, state());
  }
  test::Ended stop(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {binary, "stop"};
    all.insert(all.end(), words.begin(), words.end());
    return test::run(all, 20s, state());
  }
  std::string state() const { return place_.path("state"); }

  std::vector<json> audit() const {
    std::ifstream file(state() + "/gameday/audit.jsonl");
    std::vector<json> entries;
    for (std::string line; std::getline(file, line);) {
      entries.push_back(json::parse(line));
    }
    return entries;
  }

  const test::Place place_{std::string("gameday-verify-url-") +
                           testing::UnitTest::GetInstance()->current_test_info()->name()};
  const test::Ports ports_;
  std::unique_ptr<test::Process> gateway_;
};

TEST_F(VerifyUrl, AGatewayThatRunsAlreadyIsMeasuredRowByRow) {
  start(true);
  const auto ended = verify({openai(), lifeboat()}, {"--row", "503", "--row", "silent headers",
                                                     "--row", "healthy", "--json"});
  ASSERT_EQ(ended.exit_code, 0) << ended.error << ended.out;
  const json matrix = json::parse(ended.out);
  EXPECT_EQ(matrix["held"], 6);
  EXPECT_EQ(matrix["exit_code"], 0);
  const std::map<std::string, std::pair<int, const char*>> expected = {
      {"503", {3, "lifeboat"}}, {"silent-headers", {2, "lifeboat"}}, {"healthy", {1, "openai"}}};
  ASSERT_EQ(matrix["rows"].size(), 6U);
  for (const json& row : matrix["rows"]) {
    const auto& [attempts, by] = expected.at(row["row"]);
    EXPECT_EQ(row["measured"]["attempts"], attempts) << row;
    EXPECT_EQ(row["measured"]["answered_by"], by) << row;
    EXPECT_TRUE(row["declared"].is_null()) << "what somebody's config says is not known";
    if (row["row"] == "silent-headers") {
      EXPECT_GE(row["measured"]["failover_ms"], 400) << row;
    }
  }
  EXPECT_NE(ended.error.find("6 of 6 measured"), std::string::npos) << ended.error;
}

TEST_F(VerifyUrl, WhatItDidToSomebodysGatewayStandsInTheAuditLog) {
  start(true);
  const auto ended = verify({openai(), lifeboat()}, {"--row", "400"});
  EXPECT_EQ(ended.exit_code, 0) << ended.error << ended.out;
  std::string told;
  for (const json& entry : audit()) {
    told += entry["what"].get<std::string>() + ' ' + entry.value("experiment", "") + '\n';
    EXPECT_EQ(entry["command"], "verify");
    EXPECT_EQ(entry["url"], fmt::format("http://127.0.0.1:{}/v1", ports_.gateway));
  }
  EXPECT_EQ(told,
            "started \n"
            "fault on 400, unary\nfault off 400, unary\n"
            "fault on 400, streamed\nfault off 400, streamed\n"
            "finished \n");
}

TEST_F(VerifyUrl, ARowWhoseHealthyProbeFailsIsContaminatedAndTheOthersStand) {
  start(false);  // its only key rests for 20 s after the first 429
  const auto ended =
      verify({openai()}, {"--row", "429", "--row", "503", "--patience", "1s", "--json"});
  EXPECT_EQ(ended.exit_code, 3) << ended.error << ended.out;
  EXPECT_NE(ended.error.find("429, streamed: waiting until openai answers"), std::string::npos)
      << ended.error;
  const json matrix = json::parse(ended.out);
  EXPECT_EQ(matrix["held"], 3) << "503 goes before 429, which leaves something behind";
  for (const json& row : matrix["rows"]) {
    const bool late = row["row"] == "429" && row["shape"] == "streamed";
    EXPECT_EQ(row["verdict"], late ? "unclear" : "held") << row;
    const std::string why = row["why_not"];
    EXPECT_EQ(why.starts_with("contaminated: openai answered no healthy request in 1s ("), late);
    EXPECT_EQ(why.ends_with("the last one got 429 rate_limit_exceeded): what a row before it has "
                            "left lasts longer than that"),
              late)
        << why;
  }
}

TEST_F(VerifyUrl, AGatewayThatPointsElsewhereIsToldWhereToPoint) {
  start(true);
  const test::Ports other;
  const std::string here = fmt::format("openai={}", other.openai);
  const auto ended = verify({here}, {"--row", "503", "--row", "healthy"});
  EXPECT_EQ(ended.exit_code, 8) << ended.error << ended.out;
  EXPECT_EQ(ended.out, "");
  EXPECT_NE(ended.error.find("but nothing passed the fault proxies: point its base URL of openai "
                             "at " +
                             fmt::format("http://127.0.0.1:{}/v1", other.openai)),
            std::string::npos)
      << ended.error;
}

TEST_F(VerifyUrl, AChainInAnotherOrderEndsAtTheFirstRow) {
  start(true);
  const auto ended =
      verify({lifeboat(), openai()}, {"--row", "503", "--row", "healthy", "--patience", "1s"});
  EXPECT_EQ(ended.exit_code, 8) << ended.error << ended.out;
  EXPECT_EQ(ended.out, "");
  EXPECT_NE(ended.error.find("the last one was answered by openai); point its base URL at " +
                             fmt::format("http://127.0.0.1:{}/v1", ports_.lifeboat) +
                             ", and name its providers in the order of its chain"),
            std::string::npos)
      << ended.error;
}

TEST_F(VerifyUrl, NobodyThereAndAPortInUseAreSaidOnce) {
  const auto nobody = verify({openai()}, {"--row", "503", "--row", "healthy"});
  EXPECT_EQ(nobody.exit_code, 8) << nobody.out;
  EXPECT_NE(nobody.error.find("cannot be reached: connection refused"), std::string::npos)
      << nobody.error;
  start(true);
  const auto taken = verify({fmt::format("openai={}", ports_.gateway)}, {"--row", "503"});
  EXPECT_EQ(taken.exit_code, 6) << taken.out;
  EXPECT_NE(taken.error.find("end what holds that port, or change --provider openai=PORT"),
            std::string::npos)
      << taken.error;
}

TEST_F(VerifyUrl, WhatIsWrittenWronglyIsSaidAllAtOnce) {
  const auto ended = verify({"openai=0", "claude=9102/x"}, {"--patience", "2"});
  EXPECT_EQ(ended.exit_code, 2) << ended.out;
  for (const char* said : {"--provider openai=0 has no port", "--provider claude=9102/x speaks",
                           "--patience: 2 has no unit"}) {
    EXPECT_NE(ended.error.find(said), std::string::npos) << said << '\n' << ended.error;
  }
  const auto twice = verify({openai(), openai()}, {});
  EXPECT_EQ(twice.exit_code, 2) << twice.out;
  EXPECT_NE(twice.error.find("its own port"), std::string::npos) << twice.error;
  EXPECT_TRUE(audit().empty()) << "nothing was begun";
}

TEST_F(VerifyUrl, TheLatchRefusesItAndEndsIt) {
  start(true);
  ASSERT_EQ(stop({"--why", "a freeze"}).exit_code, 0);
  const auto refused = verify({openai(), lifeboat()}, {"--row", "503", "--json"});
  EXPECT_EQ(refused.exit_code, 7) << refused.error;
  EXPECT_NE(refused.error.find("gameday stop --clear"), std::string::npos) << refused.error;
  EXPECT_EQ(json::parse(refused.out)["verdict"], "skipped");
  EXPECT_EQ(audit().back()["what"], "skipped");
  ASSERT_EQ(stop({"--clear"}).exit_code, 0);

  // It waits for a provider that is not there, for as long as it may.
  test::Process running(argv({lifeboat(), openai()}, {"--row", "healthy", "--patience", "1h"}),
                        state());
  ASSERT_TRUE(running.wait_for_error_text("waiting until lifeboat", 20s)) << running.error();
  ASSERT_EQ(stop({"--why", "enough"}).exit_code, 0);
  EXPECT_EQ(running.wait(20s), 5) << running.error();
  EXPECT_NE(running.error().find("enough"), std::string::npos) << running.error();
  EXPECT_EQ(audit().back()["what"], "finished");
  EXPECT_EQ(audit().back()["exit_code"], "5");
}

}  // namespace
}  // namespace gameday
