// A game day on a gateway that runs already: our own, as a process of its own, over real sockets.

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "http/server.hpp"
#include "integration/app/place.hpp"
#include "integration/app/process.hpp"
#include "support/http_peers.hpp"
#include "support/on_thread.hpp"

namespace gameday {
namespace {

namespace fs = std::filesystem;

const std::string binary = GAMEDAY_BINARY;

std::string config(const test::Ports& ports) {
  return fmt::format(R"({{"deadline_ms": 4000, "providers": {{
    "openai": {{"base_url": "http://127.0.0.1:{}/v1", "keys": [{{"name": "a", "value": "k1"}}]}},
    "lifeboat": {{"base_url": "http://127.0.0.1:{}/v1", "keys": [{{"name": "b", "value": "k2"}}]}}}},
    "fallbacks": ["openai/gpt-4o-mini", "lifeboat/gpt-4o-mini"]}})",
                     ports.openai, ports.lifeboat);
}

std::string scenario(const test::Ports& ports, const std::string& url,
                     const std::string& more = {}) {
  return fmt::format(R"(gameday: 1
title: A gateway that runs already
seed: 3
providers:
  openai:   {{mock: openai, first_token: {{p50: 20ms, p99: 60ms}}, tokens: {{p50: 4, p99: 8}}, listen: "127.0.0.1:{}"}}
  lifeboat: {{mock: openai, first_token: {{p50: 20ms, p99: 60ms}}, tokens: {{p50: 4, p99: 8}}, listen: "127.0.0.1:{}"}}
arms:
  direct: {{direct: openai, model: gpt-4o-mini}}
  theirs: {{url: "{}", model: any, headers: {{x-team: build}}{}}}
load: {{rate: 40/s, timeout: 5s, requests: [{{prompt: "Why did the build fail?"}}]}}
timing: {{baseline: 500ms, fault: 2s, recovery: 500ms}}
experiments:
  - name: storm
    inject: [{{into: openai, fault: rate-limited, retry_after: 20s}}]
    expect:
      direct: ["failed > 90%"]
      theirs: ["failed == 0", "served_by.lifeboat > 90%", "attempts.max <= 3"]
)",
                     ports.openai, ports.lifeboat, url, more);
}

TEST(UrlArm, AGatewayStartedApartIsJudgedAsOurOwn) {
  const test::Place place("gameday-url");
  const test::Ports ports;
  const std::string listen = fmt::format("127.0.0.1:{}", ports.gateway);
  test::Process gateway({binary, "gateway", "--config", place.file("gateway.json", config(ports)),
                         "--listen", listen});
  ASSERT_TRUE(gateway.wait_for_error_text("/metrics", 30s)) << gateway.error();
  const std::string file = place.file("day.yaml", scenario(ports, "http://" + listen + "/v1"));
  const auto ended = test::run_on_time(place.path("run"),
                                       {binary, "run", file, "--json", "--out", place.path("run")});
  ASSERT_EQ(ended.exit_code, 0) << ended.out << ended.error;
  const auto told = fmt::format("${{openai.url}} is http://127.0.0.1:{}/v1\n", ports.openai);
  EXPECT_NE(ended.error.find(told), std::string::npos) << ended.error;
  const auto result = nlohmann::json::parse(ended.out);
  const auto& theirs = result.at("experiments").at(0).at("arms").at("theirs");
  EXPECT_EQ(theirs.at("attempted"), 80);  // the probe is no request of the plan
  EXPECT_EQ(theirs.at("unattributed"), 0);
  EXPECT_GT(theirs.at("degraded"), 70) << "the primary is the file's first provider";
  const auto facts = nlohmann::json::parse(std::ifstream(place.path("run") + "/run.json"));
  EXPECT_EQ(facts.at("arms").at(1).at("kind"), "url");
  EXPECT_EQ(facts.at("arms").at(1).at("url"), "http://" + listen + "/v1");
}

/// Answers every chat by itself, as a gateway that points elsewhere does.
class Elsewhere {
 public:
  Elsewhere() {
    there_.run([this]() -> rt::awaitable<void> {
      server_ = std::make_unique<http::Server>(there_.world(), handler_);
      port_ = server_->start({"127.0.0.1", 0}).value().port;
      co_return;
    });
  }
  ~Elsewhere() {
    there_.run([this]() -> rt::awaitable<void> {
      co_await server_->stop(test::within(there_.world(), 1s));
      server_.reset();
    });
  }
  std::uint16_t port() const { return port_; }
  std::string url() const { return fmt::format("http://127.0.0.1:{}/v1", port_); }

 private:
  static rt::awaitable<void> answer(http::Exchange& exchange) {
    const auto body = co_await http::read_body(exchange, rt::Bound{});
    std::string text =
        R"({"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":)"
        R"({"role":"assistant","content":"hi"},"finish_reason":"stop"}]})";
    http::Head head = http::response_of(200, "application/json", text.size());
    co_await http::respond(exchange, std::move(head), std::move(text), rt::Bound{});
  }

  test::ThreadedWorld there_;
  test::FunctionHandler handler_{answer};
  std::unique_ptr<http::Server> server_;
  std::uint16_t port_ = 0;
};

TEST(UrlArm, WhoseTrafficPassesElsewhereIsNotJudged) {
  const test::Place place("gameday-elsewhere");
  const test::Ports ports;
  const Elsewhere gateway;
  const std::string file = place.file("day.yaml", scenario(ports, gateway.url()));
  const auto ended = test::run({binary, "run", file, "--out", place.path("run")});
  EXPECT_EQ(ended.exit_code, 8) << ended.out << ended.error;
  const std::string way_out = fmt::format(
      "theirs answered, but nothing passed the fault proxies: point its base URL of openai at "
      "http://127.0.0.1:{}/v1 and of lifeboat at http://127.0.0.1:{}/v1",
      ports.openai, ports.lifeboat);
  const auto facts = nlohmann::json::parse(std::ifstream(place.path("run") + "/run.json"));
  EXPECT_EQ(facts.at("end_reason"), way_out);
  const auto requests = fs::path(place.path("run")) / "requests.jsonl";
  EXPECT_EQ(fs::file_size(requests), 0U) << "nothing of the plan was sent";
}

TEST(UrlArm, NobodyThereIsSaidWithTheReason) {
  const test::Place place("gameday-nobody");
  const test::Ports ports;
  const std::string url = fmt::format("http://127.0.0.1:{}/v1", ports.gateway);
  const std::string file = place.file("day.yaml", scenario(ports, url));
  const auto ended = test::run({binary, "run", file, "--out", place.path("run")});
  EXPECT_EQ(ended.exit_code, 8) << ended.out << ended.error;
  const auto facts = nlohmann::json::parse(std::ifstream(place.path("run") + "/run.json"));
  EXPECT_EQ(facts.at("end_reason"), "theirs at " + url + " cannot be reached: connection refused");
}

TEST(UrlArm, APortInUseRefusesTheRunAndLeavesNoFolder) {
  const test::Place place("gameday-taken");
  const Elsewhere other;
  test::Ports ports;
  ports.lifeboat = other.port();
  const std::string file = place.file("day.yaml", scenario(ports, other.url()));
  const auto ended = test::run({binary, "run", file, "--json", "--out", place.path("run")});
  EXPECT_EQ(ended.exit_code, 6) << ended.out << ended.error;
  EXPECT_FALSE(fs::exists(place.path("run")));
  EXPECT_EQ(ended.error,
            fmt::format("gameday: refused: the fault proxy of lifeboat cannot listen on "
                        "127.0.0.1:{}: address in use\nTo free it: end what holds that port, or "
                        "change providers.lifeboat.listen\n",
                        ports.lifeboat));
  EXPECT_EQ(nlohmann::json::parse(ended.out).at("exit_code"), 6);
}

TEST(UrlArm, ASimulationRefusesItByName) {
  const test::Place place("gameday-not-simulable");
  const std::string file = place.file("day.yaml", scenario(test::Ports(), "http://127.0.0.1:9/v1"));
  const auto ended = test::run({binary, "run", file, "--simulate", "--out", place.path("run")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_NE(ended.error.find("the arm theirs is a url"), std::string::npos) << ended.error;
  EXPECT_FALSE(fs::exists(place.path("run")));
}

TEST(UrlArm, ThePlanSaysWhereToPointIt) {
  const test::Place place("gameday-plan");
  const test::Ports ports;
  const std::string file = place.file("day.yaml", scenario(ports, "http://127.0.0.1:9/v1"));
  const auto ended = test::run({binary, "plan", file});
  EXPECT_EQ(ended.exit_code, 0) << ended.error;
  EXPECT_NE(ended.out.find(fmt::format("http://127.0.0.1:{}/v1", ports.openai)), std::string::npos)
      << ended.out;
}

}  // namespace
}  // namespace gameday
