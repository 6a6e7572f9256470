// /metrics as Prometheus and its linter see it. Both come with Debian's package `prometheus`, which
// scripts/test unpacks and does not install, for it starts a service.

#include <array>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/time.hpp"
#include "integration/app/place.hpp"
#include "integration/app/process.hpp"
#include "integration/app/served.hpp"

namespace gameday {
namespace {

using test::address_in;
using test::request;

const std::string binary = GAMEDAY_BINARY;
constexpr const char* missing =
    "scripts/test unpacks Debian's package prometheus; elsewhere install it by hand";

/// Its path; empty: it is not on this machine.
std::string program(const std::string& name) {
  const std::string unpacked = GAMEDAY_SOURCE_DIR "/build/unpacked/prometheus/usr/bin/";
  for (const std::string& folder :
       {unpacked, std::string("/usr/bin/"), std::string("/usr/local/bin/")}) {
    if (std::filesystem::exists(folder + name)) {
      return folder + name;
    }
  }
  return {};
}

/// A gateway in front of a mock that answers and a provider where nobody listens.
class Prometheus : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(mock_.wait_for_error_text("http://", 30s)) << mock_.error();
    const std::string config =
        place_.file("gateway.json", fmt::format(R"({{"providers": {{
            "dead": {{"base_url": "http://127.0.0.1:{}/v1", "keys": ["env.GAMEDAY_TEST_KEY"]}},
            "openai": {{"base_url": "http://{}/v1", "keys": ["env.GAMEDAY_TEST_KEY"]}}}},
            "fallbacks": ["dead/gpt-4o", "openai/gpt-4o-mini"]}})",
                                                test::free_port(), address_in(mock_.error())));
    setenv("GAMEDAY_TEST_KEY", "sk-of-the-test", 1);
    gateway_ = std::make_unique<test::Process>(
        std::vector<std::string>{binary, "gateway", "--config", config, "--listen", "127.0.0.1:0"});
    ASSERT_TRUE(gateway_->wait_for_error_text("/metrics", 30s)) << gateway_->error();
    where_ = address_in(gateway_->error().substr(gateway_->error().find("gateway on")));
    for (const char* stream : {"true", "false"}) {
      const std::string body = fmt::format(
          R"({{"model":"m","stream":{},"messages":[{{"role":"user","content":"x"}}]}})", stream);
      EXPECT_EQ(request(where_, "POST", "/v1/chat/completions", body).head.status, 200);
    }
    EXPECT_EQ(request(where_, "POST", "/v1/chat/completions", "[]").head.status, 400);
  }

  const test::Place place_{"gameday-prometheus"};
  test::Process mock_{{binary, "mock", "--listen", "127.0.0.1:0", "--first-token-p50", "5ms",
                       "--first-token-p99", "9ms", "--tokens-per-second", "1000"}};
  std::unique_ptr<test::Process> gateway_;
  std::string where_;
};

TEST_F(Prometheus, ItsLinterFindsNothing) {
  const std::string promtool = program("promtool");
  ASSERT_NE(promtool, "") << missing;
  const std::string page = place_.file("metrics.txt", request(where_, "GET", "/metrics").body);
  const auto ended =
      test::run({"/bin/sh", "-c", promtool + " check metrics < " + page}, std::chrono::seconds(30));
  EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.error;
  EXPECT_EQ(ended.out + ended.error, "");
}

TEST_F(Prometheus, ItScrapesTheGateway) {
  const std::string prometheus = program("prometheus");
  ASSERT_NE(prometheus, "") << missing;
  const std::string config =
      place_.file("prometheus.yml", fmt::format("global: {{scrape_interval: 1s}}\n"
                                                "scrape_configs:\n"
                                                "  - job_name: gateway\n"
                                                "    static_configs: [{{targets: ['{}']}}]\n",
                                                where_));
  const std::string own = fmt::format("127.0.0.1:{}", test::free_port());
  const test::Process server({prometheus, "--config.file=" + config,
                              "--storage.tsdb.path=" + place_.path("tsdb"),
                              "--web.listen-address=" + own});
  constexpr std::array queries = {
      R"(gameday_gateway_requests_total{outcome="ok"})",
      R"(gen_ai_server_time_to_first_token_seconds_count{gen_ai_provider_name="openai"})",
      R"(histogram_quantile(0.5,gen_ai_client_operation_duration_seconds_bucket))"};
  std::string answer;
  for (int i = 0; i < 300 && answer.find(R"("value")") == std::string::npos; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    answer = request(own, "GET", "/api/v1/query?query=gameday_gateway_build_info").body;
  }
  EXPECT_NE(answer.find(R"("value")"), std::string::npos) << answer;
  for (const char* query : queries) {
    const auto found = request(own, "POST", "/api/v1/query", "query=" + std::string(query),
                               "Content-Type: application/x-www-form-urlencoded");
    EXPECT_NE(found.body.find(R"("value":[)"), std::string::npos) << query << found.body;
  }
}

}  // namespace
}  // namespace gameday
