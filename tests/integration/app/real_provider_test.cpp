// A provider that somebody else runs, over https with a CA of its own, behind the fault proxies.

#include <filesystem>
#include <fstream>
#include <regex>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "integration/app/process.hpp"
#include "mock/provider.hpp"
#include "support/certificates.hpp"
#include "support/http_peers.hpp"
#include "support/on_thread.hpp"

namespace gameday {
namespace {

namespace fs = std::filesystem;

const std::string binary = GAMEDAY_BINARY;

/// A provider with a certificate, on a thread of its own.
class SecureProvider {
 public:
  explicit SecureProvider(const test::Certificate& certificate)
      : network_(there_.world(), certificate),
        world_{there_.world().executor, there_.world().clock, network_, there_.world().tasks,
               there_.world().seed} {
    there_.run([this]() -> rt::awaitable<void> {
      provider_ = std::make_unique<mock::Provider>(world_, options(), Seed(1), "real");
      port_ = provider_->start({"127.0.0.1", 0}).value().port;
      co_return;
    });
  }
  ~SecureProvider() {
    there_.run([this]() -> rt::awaitable<void> {
      co_await provider_->stop(test::within(world_, 1s));
      provider_.reset();
    });
  }
  std::uint16_t port() const { return port_; }

 private:
  static mock::Options options() {
    mock::Options options;
    options.provider = "real";
    options.first_token = {5ms, 10ms};
    options.tokens = {10, 10};
    options.tokens_per_second = PerSecond{5'000'000'000};
    return options;
  }

  test::ThreadedWorld there_;
  test::TlsNetwork network_;
  rt::World world_;
  std::unique_ptr<mock::Provider> provider_;
  std::uint16_t port_ = 0;
};

class RealProvider : public testing::Test {
 protected:
  RealProvider() : folder_(fs::path(testing::TempDir()) / fmt::format("gd-real-{}", getpid())) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    test::CertificateWish wish;
    wish.host = "127.0.0.1";
    server_ = std::make_unique<SecureProvider>(test::signed_by(ca_, wish));
    ca_file_ = test::write_pem(ca_, fmt::format("gd-ca-{}.pem", getpid()));
  }
  ~RealProvider() override { fs::remove_all(folder_); }

  std::string scenario(const std::string& cap, const std::string& safety,
                       const std::string& ca_file) const {
    const std::string text = fmt::format(
        R"(gameday: 1
title: A real provider
providers:
  openai: {{url: "https://127.0.0.1:{}/v1", ca_file: "{}"{}}}
arms:
  direct: {{direct: openai, model: gpt-4o-mini, api_key: env.GAMEDAY_TEST_KEY}}
load: {{rate: 20/s, timeout: 5s, requests: [{{prompt: "Why?"}}]}}
timing: {{baseline: 1s, fault: 2s, recovery: 500ms}}
experiments:
  - name: half of it
    inject: [{{into: openai, share: 50%, respond: {{status: 503}}}}]
    expect: {{direct: ["failed > 20%", "failed < 80%"]}}
{})",
        server_->port(), ca_file, cap, safety);
    const std::string file = (folder_ / "day.yaml").string();
    std::ofstream(file) << text;
    return file;
  }
  test::Ended play(const std::string& file) const {
    ::setenv("GAMEDAY_TEST_KEY", "sk-test-0123456789", 1);
    fs::remove_all(folder_ / "run");
    return test::run_on_time(folder_.string(),
                             {binary, "run", file, "--out", (folder_ / "run").string()});
  }
  std::string end_reason() const {
    return nlohmann::json::parse(std::ifstream(folder_ / "run" / "run.json")).at("end_reason");
  }

  const std::string allowed_ = "safety: {allow_upstreams: [mock, 127.0.0.1]}\n";
  test::Certificate ca_ = test::authority();
  std::string ca_file_;
  std::unique_ptr<SecureProvider> server_;
  fs::path folder_;
};

TEST_F(RealProvider, IsReachedOverTlsWhenTheFileAllowsIt) {
  const auto ended = play(scenario("", allowed_, ca_file_));
  EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.error;
  const auto facts = nlohmann::json::parse(std::ifstream(folder_ / "run" / "run.json"));
  EXPECT_EQ(facts.at("mock_providers"), false);
}

TEST_F(RealProvider, IsNeverCalledUnlessTheFileAllowsIt) {
  const auto ended = play(scenario("", "", ca_file_));
  EXPECT_EQ(ended.exit_code, 2) << ended.out;
  EXPECT_NE(ended.error.find("safety: {allow_upstreams: [mock, \"127.0.0.1\"]}"), std::string::npos)
      << ended.error;
  EXPECT_FALSE(fs::exists(folder_ / "run"));
}

TEST_F(RealProvider, ACertificateThatIsNotTrustedIsABaselineThatFails) {
  const auto other =
      test::write_pem(test::authority("other"), fmt::format("gd-other-{}", getpid()));
  const auto ended = play(scenario("", allowed_, other));
  EXPECT_EQ(ended.exit_code, 8) << ended.out << ended.error;
}

TEST_F(RealProvider, TheRunIsAbortedWhenItsCapIsReached) {
  const auto ended = play(scenario(", cap: {requests: 12}", allowed_, ca_file_));
  EXPECT_EQ(ended.exit_code, 4) << ended.out << ended.error;
  EXPECT_EQ(end_reason(), "openai has got 12 requests, as many as its cap allows");
  const auto tokens = play(scenario(", cap: {output_tokens: 50}", allowed_, ca_file_));
  EXPECT_EQ(tokens.exit_code, 4) << tokens.out << tokens.error;
  const std::regex as_said(
      "openai has given \\d+ output tokens( and is about to give some \\d+ more in answers under "
      "way)?, as many as its cap allows");
  EXPECT_TRUE(std::regex_match(end_reason(), as_said)) << end_reason();
}

TEST_F(RealProvider, TakesNoMadeUpKey) {
  const std::string file = scenario("", allowed_, ca_file_);
  ::unsetenv("GAMEDAY_TEST_KEY");
  const auto ended = test::run({binary, "plan", file});
  EXPECT_EQ(ended.exit_code, 2) << ended.out;
  EXPECT_NE(ended.error.find("set the variable GAMEDAY_TEST_KEY"), std::string::npos)
      << ended.error;
}

}  // namespace
}  // namespace gameday
