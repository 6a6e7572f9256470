// `gameday gateway` as a team runs it: reloads, tokens, its log, and a stop that loses nobody.

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/time.hpp"
#include "integration/app/place.hpp"
#include "integration/app/process.hpp"
#include "integration/app/served.hpp"
#include "support/has.hpp"

namespace gameday {
namespace {

using test::address_in;
using test::has;
using test::request;

const std::string binary = GAMEDAY_BINARY;
const std::string chat = R"({"model":"any","messages":[{"role":"user","content":"my secret"}]})";
const std::string stream_chat =
    R"({"model":"any","stream":true,"messages":[{"role":"user","content":"my secret"}]})";

std::string text_of(const std::string& path) {
  std::ostringstream all;
  all << std::ifstream(path, std::ios::binary).rdbuf();
  return all.str();
}

/// A mock and a gateway in front of it.
class GatewayOperations : public testing::Test {
 protected:
  GatewayOperations()
      : mock_({binary, "mock", "--listen", "127.0.0.1:0", "--first-token-p50", "5ms",
               "--first-token-p99", "9ms", "--tokens-p50", "100", "--tokens-p99", "101",
               "--tokens-per-second", "50"}) {}

  void SetUp() override {
    ASSERT_TRUE(mock_.wait_for_error_text("http://", 30s)) << mock_.error();
    write_config("gpt-4o-mini");
  }

  /// With `more` in it: `, "key": value`.
  std::string config(const std::string& model, const std::string& more = {}) const {
    return R"({"providers": {"openai": {"base_url": "http://)" + address_in(mock_.error()) +
           R"(/v1", "keys": [{"name": "a", "value": "env.GAMEDAY_TEST_KEY"}]}},)" + "\n" +
           R"( "fallbacks": ["openai/)" + model + "\"]" + more + "}\n";
  }
  void write_config(const std::string& model, const std::string& more = {}) {
    place_.file("gateway.json", config(model, more));
  }

  void start(std::vector<std::string> flags = {}) {
    setenv("GAMEDAY_TEST_KEY", "sk-of-the-test", 1);
    setenv("GAMEDAY_TEST_TOKEN", "token-of-the-test", 1);
    std::vector<std::string> words = {
        binary, "gateway", "--config", place_.path("gateway.json"), "--listen", "127.0.0.1:0"};
    words.insert(words.end(), flags.begin(), flags.end());
    gateway_ = std::make_unique<test::Process>(words);
    ASSERT_TRUE(gateway_->wait_for_error_text("gateway on", 30s)) << gateway_->error();
    ASSERT_TRUE(gateway_->wait_for_error_text("/metrics", 30s)) << gateway_->error();
    where_ = address_in(gateway_->error().substr(gateway_->error().find("gateway on")));
  }

  /// Until a request runs; false when none does within 30 s.
  bool wait_until_in_flight() const {
    constexpr int rounds = 3000;
    for (int round = 0; round < rounds; ++round) {
      if (has(request(where_, "GET", "/metrics").body, "gameday_gateway_in_flight 1")) {
        return true;
      }
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }

  const test::Place place_{"gameday-operations"};
  test::Process mock_;
  std::unique_ptr<test::Process> gateway_;
  std::string where_;
};

TEST_F(GatewayOperations, AHangUpReadsTheConfigAgain) {
  start({"--no-watch"});
  EXPECT_TRUE(has(request(where_, "GET", "/v1/models").body, "openai/gpt-4o-mini"));
  write_config("gpt-new");
  gateway_->signal(SIGHUP);
  ASSERT_TRUE(gateway_->wait_for_error_text("1 changed", 30s)) << gateway_->error();
  ASSERT_TRUE(
      gateway_->wait_for_error_text("fallbacks: openai/gpt-4o-mini -> openai/gpt-new\n", 30s))
      << gateway_->error();
  EXPECT_TRUE(has(request(where_, "GET", "/v1/models").body, "openai/gpt-new"));
  EXPECT_EQ(request(where_, "POST", "/v1/chat/completions", chat).head.status, 200);
}

TEST_F(GatewayOperations, ABadConfigKeepsTheOldOneAndSaysWhere) {
  start({"--no-watch"});
  place_.file("gateway.json", config("gpt-new", ",\n \"retry\": {\"maximum\": 3}"));
  gateway_->signal(SIGHUP);
  ASSERT_TRUE(gateway_->wait_for_error_text("the config before it goes on", 30s))
      << gateway_->error();
  EXPECT_TRUE(has(gateway_->error(), "gateway.json:3:12: ")) << gateway_->error();
  EXPECT_TRUE(has(gateway_->error(), "maximum")) << gateway_->error();
  EXPECT_FALSE(has(gateway_->error(), "nothing was started")) << gateway_->error();
  EXPECT_TRUE(has(request(where_, "GET", "/v1/models").body, "openai/gpt-4o-mini"));
  EXPECT_TRUE(has(request(where_, "GET", "/metrics").body,
                  R"(gameday_gateway_reloads_total{result="refused"} 1)"));
  EXPECT_EQ(request(where_, "POST", "/v1/chat/completions", chat).head.status, 200);
}

TEST_F(GatewayOperations, WhatLintCallsAnErrorIsToldAtTheStartAndAgain) {
  write_config("gpt-4o-mini", R"(, "deadline_ms": null)");
  start({"--no-watch"});
  EXPECT_TRUE(has(gateway_->error(), "lint --explain no-deadline")) << gateway_->error();
  write_config("gpt-new", R"(, "timeouts_ms": {"idle": 60000, "attempt": 5})");
  gateway_->signal(SIGHUP);
  ASSERT_TRUE(gateway_->wait_for_error_text("lint --explain seconds-for-milliseconds", 30s))
      << gateway_->error();
  ASSERT_TRUE(gateway_->wait_for_error_text("was read again", 30s)) << gateway_->error();
}

TEST_F(GatewayOperations, AChangedFileIsReadByItself) {
  start();
  write_config("gpt-new");
  ASSERT_TRUE(gateway_->wait_for_error_text("1 changed", 30s)) << gateway_->error();
  EXPECT_TRUE(has(request(where_, "GET", "/v1/models").body, "openai/gpt-new"));
}

TEST_F(GatewayOperations, AChangeDuringTheStartIsNotLost) {
  setenv("GAMEDAY_TEST_KEY", "sk-of-the-test", 1);
  const std::string pipe = place_.path("access.pipe");  // holds the start up until it is read
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  write_config("gpt-4o-mini", R"(, "deadline_ms": null)");
  test::Process gateway({binary, "gateway", "--config", place_.path("gateway.json"), "--listen",
                         "127.0.0.1:0", "--access-log", pipe});
  ASSERT_TRUE(gateway.wait_for_error_text("no-deadline", 30s)) << gateway.error();
  write_config("gpt-new", R"(, "deadline_ms": null)");
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  ASSERT_GE(reader, 0);
  EXPECT_TRUE(gateway.wait_for_error_text("1 changed", 30s)) << gateway.error();
  close(reader);
}

TEST_F(GatewayOperations, TokensComeFromTheEnvironmentAndAreNeverShown) {
  write_config("gpt-4o-mini", R"(, "clients": {"tokens": ["env.GAMEDAY_TEST_TOKEN"]})");
  start();
  EXPECT_EQ(request(where_, "POST", "/v1/chat/completions", chat).head.status, 401);
  EXPECT_EQ(request(where_, "GET", "/health").head.status, 200);
  const auto known = request(where_, "POST", "/v1/chat/completions", chat,
                             "Authorization: Bearer token-of-the-test");
  EXPECT_EQ(known.head.status, 200) << known.body;
  gateway_->signal(SIGTERM);
  EXPECT_EQ(gateway_->wait(30s), 0) << gateway_->error();
  EXPECT_FALSE(has(gateway_->error(), "token-of-the-test"));
}

TEST_F(GatewayOperations, ATokenInTheOpenIsRefusedAndNotRepeated) {
  write_config("gpt-4o-mini", R"(, "clients": {"tokens": ["hunter2hunter2"]})");
  const auto ended = test::run({binary, "gateway", "--config", place_.path("gateway.json")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_TRUE(has(ended.error, "a token never stands in the config")) << ended.error;
  EXPECT_FALSE(has(ended.error, "hunter2")) << ended.error;
}

TEST_F(GatewayOperations, AnOpenDoorIsWarnedOf) {
  setenv("GAMEDAY_TEST_KEY", "sk-of-the-test", 1);
  // Of RFC 5737: nobody's, so that the door is told of and does not open.
  const auto open = test::run(
      {binary, "gateway", "--config", place_.path("gateway.json"), "--listen", "192.0.2.1:0"});
  EXPECT_NE(open.exit_code, 0);
  EXPECT_TRUE(has(open.error, "warning: --listen 192.0.2.1:0 is open to other machines"))
      << open.error;
  start();
  EXPECT_FALSE(has(gateway_->error(), "warning")) << gateway_->error();
}

TEST_F(GatewayOperations, TheAccessLogIsOpenedAgainAndHoldsNoSecret) {
  start({"--access-log", place_.path("access.jsonl"), "--no-watch"});
  EXPECT_EQ(request(where_, "POST", "/v1/chat/completions", chat).head.status, 200);
  std::filesystem::rename(place_.path("access.jsonl"), place_.path("access.jsonl.1"));
  gateway_->signal(SIGHUP);
  ASSERT_TRUE(gateway_->wait_for_error_text("nothing has changed", 30s)) << gateway_->error();
  EXPECT_EQ(request(where_, "POST", "/v1/chat/completions", stream_chat).head.status, 200);
  gateway_->signal(SIGTERM);
  EXPECT_EQ(gateway_->wait(30s), 0) << gateway_->error();
  const std::string old = text_of(place_.path("access.jsonl.1"));
  const std::string fresh = text_of(place_.path("access.jsonl"));
  EXPECT_TRUE(has(old, R"("stream":false,"status":200,"outcome":"ok")")) << old;
  EXPECT_TRUE(has(fresh, R"("stream":true,"status":200,"outcome":"ok")")) << old << fresh;
  EXPECT_TRUE(has(fresh, R"("served_by":"openai/gpt-4o-mini")")) << fresh;
  for (const char* never : {"my secret", "sk-of-the-test", "sk-anything"}) {
    EXPECT_FALSE(has(old + fresh, never)) << old << fresh;
  }
}

TEST_F(GatewayOperations, ALogThatCannotBeOpenedIsExitCode2) {
  setenv("GAMEDAY_TEST_KEY", "sk-of-the-test", 1);
  const auto ended = test::run({binary, "gateway", "--config", place_.path("gateway.json"),
                                "--access-log", place_.path("nowhere/log")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_TRUE(has(ended.error, "nowhere/log: No such file or directory")) << ended.error;
}

TEST_F(GatewayOperations, PromptsWithoutALogAreExitCode2) {
  setenv("GAMEDAY_TEST_KEY", "sk-of-the-test", 1);
  const auto ended =
      test::run({binary, "gateway", "--config", place_.path("gateway.json"), "--log-prompts"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_TRUE(has(ended.error, "--log-prompts: there is no access log")) << ended.error;
}

TEST_F(GatewayOperations, ATermTurnsReadyAndLetsAStreamEnd) {
  start({"--drain-delay", "500ms", "--drain-time", "20s"});
  EXPECT_EQ(request(where_, "GET", "/ready").head.status, 200);
  http::Response streamed;
  std::jthread client(
      [&] { streamed = request(where_, "POST", "/v1/chat/completions", stream_chat); });
  ASSERT_TRUE(wait_until_in_flight());
  gateway_->signal(SIGTERM);
  ASSERT_TRUE(gateway_->wait_for_error_text("Stopping", 30s)) << gateway_->error();
  const auto ready = request(where_, "GET", "/ready");
  EXPECT_EQ(ready.head.status, 503);
  EXPECT_TRUE(has(ready.body, R"("reason":"shutting_down")")) << ready.body;
  EXPECT_EQ(gateway_->wait(30s), 0) << gateway_->error();
  client.join();
  EXPECT_EQ(streamed.head.status, 200);
  EXPECT_TRUE(has(streamed.body, "data: [DONE]")) << streamed.body;
}

TEST_F(GatewayOperations, AStreamThatDoesNotEndInTimeIsCut) {
  start({"--drain-time", "200ms"});
  http::Response streamed;
  std::jthread client(
      [&] { streamed = request(where_, "POST", "/v1/chat/completions", stream_chat); });
  ASSERT_TRUE(wait_until_in_flight());
  gateway_->signal(SIGTERM);
  EXPECT_EQ(gateway_->wait(10s), 0) << gateway_->error();
  client.join();
  EXPECT_FALSE(has(streamed.body, "data: [DONE]")) << streamed.body;
}

TEST_F(GatewayOperations, ADrainTimeThatIsNoneIsExitCode2) {
  for (const char* time : {"5", "2h", "soon"}) {
    const auto ended = test::run(
        {binary, "gateway", "--config", place_.path("gateway.json"), "--drain-time", time});
    EXPECT_EQ(ended.exit_code, 2) << time;
    EXPECT_TRUE(has(ended.error, "--drain-time")) << ended.error;
  }
}

}  // namespace
}  // namespace gameday
