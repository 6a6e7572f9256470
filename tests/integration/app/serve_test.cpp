// `gameday gateway` in front of `gameday mock`, two processes, asked by a client of our own.

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "base/time.hpp"
#include "integration/app/process.hpp"
#include "integration/app/served.hpp"
#include "llm/anthropic.hpp"
#include "llm/chat.hpp"

namespace gameday {
namespace {

const std::string binary = GAMEDAY_BINARY;

using test::address_in;
using test::request;

/// Two runs of this test at a time do not share a file.
std::filesystem::path own_file(const std::string& name) {
  return std::filesystem::path(testing::TempDir()) / (std::to_string(getpid()) + name);
}

std::string write_config(const std::string& mock) {
  const auto path = own_file("gameday-serve.json");
  std::ofstream(path) << R"({"providers": {"openai": {"base_url": "http://)" << mock
                      << R"(/v1", "keys": [{"name": "a", "value": "sk-test"}]}},
                         "fallbacks": ["openai/gpt-4o-mini"]})";
  return path.string();
}

TEST(Serve, GatewayInFrontOfMock) {
  test::Process mock({binary, "mock", "--listen", "127.0.0.1:0", "--first-token-p50", "5ms",
                      "--first-token-p99", "9ms", "--tokens-per-second", "1000/s"});
  ASSERT_TRUE(mock.wait_for_error_text("http://", 30s)) << mock.error();
  const std::string config = write_config(address_in(mock.error()));
  test::Process gateway({binary, "gateway", "--config", config, "--listen", "127.0.0.1:0"});
  ASSERT_TRUE(gateway.wait_for_error_text("/metrics", 30s)) << gateway.error();
  const std::string where = address_in(gateway.error().substr(gateway.error().find("gateway on")));

  const auto health = request(where, "GET", "/health");
  EXPECT_EQ(health.head.status, 200);
  llm::ChatRequest chat;
  chat.model = "gpt-4o-mini";
  chat.prompt = "Hello";
  const auto answer = request(where, "POST", "/v1/chat/completions", llm::write_chat_request(chat));
  EXPECT_EQ(answer.head.status, 200) << answer.body;
  EXPECT_EQ(llm::read_answer(answer.body).defect, llm::AnswerDefect::none) << answer.body;
  EXPECT_EQ(answer.head.fields.get("x-gameday-served-by"), "openai/gpt-4o-mini");
  const auto models = request(where, "GET", "/v1/models");
  EXPECT_NE(models.body.find("gpt-4o-mini"), std::string::npos);
  const auto metrics = request(where, "GET", "/metrics");
  EXPECT_NE(metrics.body.find("# TYPE"), std::string::npos) << metrics.body;

  gateway.signal(SIGTERM);
  EXPECT_EQ(gateway.wait(30s), 0) << gateway.error();
  mock.signal(SIGINT);
  EXPECT_EQ(mock.wait(30s), 0) << mock.error();
}

TEST(Serve, MockSpeaksAnthropicStreamsAndWritesItsLog) {
  const auto log = own_file("gameday-mock.jsonl");
  std::filesystem::remove(log);
  test::Process mock({binary, "mock", "--dialect", "anthropic", "--listen", "127.0.0.1:0",
                      "--first-token-p50", "5ms", "--first-token-p99", "9ms", "--tokens-per-second",
                      "2000", "--log", log.string()});
  ASSERT_TRUE(mock.wait_for_error_text("\n", 30s)) << mock.error();
  const std::string where = address_in(mock.error());
  EXPECT_EQ(mock.error(), "mock provider (anthropic) on http://" + where + "\n");
  llm::ChatRequest chat;
  chat.model = "claude-x";
  chat.prompt = "Hello";
  chat.stream = true;
  const std::string body = llm::write_messages_request(chat);
  const auto refused = request(where, "POST", "/v1/messages", body);
  EXPECT_EQ(refused.head.status, 400) << refused.body;  // no anthropic-version
  const auto answer = request(where, "POST", "/v1/messages", body, "anthropic-version: 2023-06-01");
  EXPECT_EQ(answer.head.status, 200) << answer.body;
  EXPECT_TRUE(answer.body.starts_with("event: message_start\n")) << answer.body;
  EXPECT_TRUE(answer.body.ends_with(llm::message_stop_event)) << answer.body;
  mock.signal(SIGTERM);
  EXPECT_EQ(mock.wait(30s), 0) << mock.error();
  std::ifstream lines(log);
  std::string first;
  std::string second;
  std::getline(lines, first);
  std::getline(lines, second);
  EXPECT_NE(first.find(R"("status":400,"ended":"complete"})"), std::string::npos) << first;
  EXPECT_NE(second.find(R"("model":"claude-x","streamed":true,"status":200)"), std::string::npos)
      << second;
}

TEST(Serve, APortInUseIsOneClearLineAndExitCode2) {
  test::Process first({binary, "mock", "--listen", "127.0.0.1:0"});
  ASSERT_TRUE(first.wait_for_error_text("http://", 30s)) << first.error();
  const std::string taken = address_in(first.error());
  const auto second = test::run({binary, "mock", "--listen", taken});
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_EQ(second.error, "gameday: --listen " + taken +
                              ": the port is in use; choose another, or :0 for any free one\n");
}

TEST(Serve, WhatIsNotAnAddressIsExitCode2) {
  const auto wrong = test::run({binary, "mock", "--listen", "nowhere"});
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_NE(wrong.error.find("write 127.0.0.1:9001"), std::string::npos) << wrong.error;
}

TEST(Serve, APaceThatNothingCouldHoldIsExitCode2) {
  for (const std::vector<std::string>& flags :
       {std::vector<std::string>{"--first-token-p99", "forever"},
        std::vector<std::string>{"--tokens-p99", "1000000000000000000"},
        std::vector<std::string>{"--tokens-per-second", "18446744073709551615"},
        std::vector<std::string>{"--tokens-per-second", "0/s"},
        std::vector<std::string>{"--dialect", "klingon"},
        std::vector<std::string>{"--log", "/nowhere/at/all"}}) {
    const auto wrong = test::run({binary, "mock", "--listen", "127.0.0.1:0", flags[0], flags[1]},
                                 std::chrono::seconds(5));
    EXPECT_EQ(wrong.exit_code, 2) << flags[0] << wrong.error;
  }
}

}  // namespace
}  // namespace gameday
