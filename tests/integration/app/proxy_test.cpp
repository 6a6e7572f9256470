// `gameday proxy` and `gameday ctl` as scripts written for Toxiproxy's two programs use them.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "http/server.hpp"
#include "integration/app/place.hpp"
#include "integration/app/process.hpp"
#include "support/http_peers.hpp"
#include "support/on_thread.hpp"

namespace gameday {
namespace {

using namespace std::chrono_literals;

const std::string binary = GAMEDAY_BINARY;

class ProxyCommand : public ::testing::Test {
 protected:
  void start(std::vector<std::string> flags) {
    flags.insert(flags.begin(), {binary, "proxy", "-port", "0"});
    server_ = std::make_unique<test::Process>(std::move(flags));
    ASSERT_TRUE(server_->wait_for_error_text("gameday ctl", 30s)) << server_->error();
    const std::string greeting = server_->error();
    const std::size_t at = greeting.find("http://");
    host_ = greeting.substr(at, greeting.find(' ', at) - at);
  }
  test::Ended ctl(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {binary, "ctl", "-h", host_};
    all.insert(all.end(), words.begin(), words.end());
    return test::run(all, 20s);
  }
  /// What it prints when all is well.
  std::string said(const std::vector<std::string>& words) const {
    const test::Ended ended = ctl(words);
    EXPECT_EQ(ended.exit_code, 0) << ended.error;
    return ended.out;
  }

  test::Place place_{"proxy"};
  std::unique_ptr<test::Process> server_;
  std::string host_;
};

TEST_F(ProxyCommand, EveryCommandSaysWhatToxiproxysClientSays) {
  start({});
  EXPECT_EQ(said({"create", "-l", "127.0.0.1:0", "-u", "127.0.0.1:9", "redis"}),
            "Created new proxy redis\n");
  EXPECT_EQ(said({"toxic", "add", "-t", "latency", "-a", "latency=1000", "--attribute", "jitter=5",
                  "redis"}),
            "Added downstream latency toxic 'latency_downstream' on proxy 'redis'\n");
  EXPECT_EQ(said({"t", "a", "-u", "-n", "cut", "--tox", "0.5", "-t", "limit_data", "-a",
                  "bytes=2000000", "redis"}),
            "Added upstream limit_data toxic 'cut' on proxy 'redis'\n");
  EXPECT_EQ(said({"inspect", "redis"}),
            "cut\ttype=limit_data\tstream=upstream\ttoxicity=0.50\tattributes=[\tbytes=2e+06\t]\n"
            "latency_downstream\ttype=latency\tstream=downstream\ttoxicity=1.00\t"
            "attributes=[\tjitter=5\tlatency=1000\t]\n");
  EXPECT_EQ(said({"toxic", "update", "-n", "cut", "-a", "bytes=5", "redis"}),
            "Updated toxic 'cut' on proxy 'redis'\n");
  EXPECT_EQ(said({"toxic", "remove", "-n", "cut", "redis"}),
            "Removed toxic 'cut' on proxy 'redis'\n");
  EXPECT_EQ(said({"toggle", "redis"}), "Proxy redis is now disabled\n");
  const std::string listed = said({"ls"});
  EXPECT_TRUE(listed.starts_with("redis\t127.0.0.1:")) << listed;
  EXPECT_TRUE(listed.ends_with("\t127.0.0.1:9\tdisabled\t1\n")) << listed;
  EXPECT_EQ(said({"reset"}), "All proxies are enabled and without toxics\n");
  EXPECT_TRUE(said({"list"}).ends_with("\t127.0.0.1:9\tenabled\t0\n"));
  EXPECT_EQ(said({"delete", "redis"}), "Deleted proxy redis\n");
  EXPECT_EQ(said({"list"}), "");
}

TEST_F(ProxyCommand, FaultsOfRequestsFromTheCommandLine) {
  start({});
  said({"create", "-l", "127.0.0.1:0", "-u", "127.0.0.1:9", "openai"});
  EXPECT_EQ(said({"fault", "add", "-t", "rate-limited", "-a", "retry_after=20s", "-m", "share=50%",
                  "--lease-ms", "60000", "openai"}),
            "Added rate-limited fault 'rate-limited' on proxy 'openai'\n");
  EXPECT_EQ(said({"f", "a", "-n", "cut", "-t", "end", "-a", "after=3 deltas", "-m", "stream=true",
                  "-m", "first=2", "--first", "openai"}),
            "Added end fault 'cut' on proxy 'openai'\n");
  EXPECT_EQ(said({"fault", "update", "-n", "cut", "--off", "openai"}),
            "Updated fault 'cut' on proxy 'openai'\n");
  EXPECT_EQ(said({"fault", "list", "openai"}),
            "cut\tend\tafter=3 deltas how=reset\tfirst=2 stream=true\toff\t0\t0\t0\n"
            "rate-limited\trate-limited\tlimit=requests retry_after=20s\tshare=50%\ton\t0\t0\t0\n");
  EXPECT_EQ(said({"fault", "remove", "-n", "cut", "openai"}),
            "Removed fault 'cut' on proxy 'openai'\n");
  EXPECT_EQ(said({"fault", "remove", "openai"}), "Removed all faults on proxy 'openai'\n");
  EXPECT_EQ(said({"fault", "list", "openai"}), "");
  const test::Ended wrong = ctl({"fault", "add", "-t", "rate-limted", "openai"});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_EQ(wrong.error, "gameday: ctl: HTTP 400: invalid fault type\n");
}

TEST_F(ProxyCommand, FailuresAreOnStderrWithItsExitCodes) {
  start({});
  EXPECT_EQ(ctl({"delete", "nobody"}).exit_code, 1);
  EXPECT_EQ(ctl({"delete", "nobody"}).error, "gameday: ctl: HTTP 404: proxy not found\n");
  said({"create", "-l", "127.0.0.1:0", "-u", "127.0.0.1:9", "redis"});
  const test::Ended slicer = ctl({"toxic", "add", "-t", "slicer", "redis"});
  EXPECT_EQ(slicer.exit_code, 1);
  EXPECT_NE(slicer.error.find("average_size is 0; it must be at least 1"), std::string::npos);
  EXPECT_EQ(ctl({"toxic", "add", "-t", "noop", "--tox", "2", "redis"}).exit_code, 1);
  EXPECT_EQ(ctl({"toxic", "add", "-t", "noop", "-u", "-d", "redis"}).exit_code, 1);
  EXPECT_EQ(ctl({"create", "redis"}).exit_code, 1);
  EXPECT_EQ(ctl({"frobnicate"}).exit_code, 3);
  EXPECT_EQ(ctl({}).exit_code, 0);
}

TEST_F(ProxyCommand, ItsConfigIsThatOfPopulateAndMayHoldToxics) {
  const std::string config = place_.file("proxies.json", R"([
    {"name": "one", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:9"},
    {"name": "two", "listen": "127.0.0.1:0", "upstream": "127.0.0.1:9", "enabled": false,
     "toxics": [{"type": "bandwidth", "attributes": {"rate": 100}}]}])");
  start({"-config=" + config, "-host=127.0.0.1", "-seed", "7", "-proxy-metrics"});
  const std::string listed = said({"list"});
  EXPECT_NE(listed.find("\tenabled\t0\ntwo\t127.0.0.1:0\t127.0.0.1:9\tdisabled\t1\n"),
            std::string::npos)
      << listed;
}

TEST_F(ProxyCommand, ABadConfigAPortInUseAndAMissingTokenAreTold) {
  start({"--token", "s3cret"});
  const test::Ended refused = ctl({"list"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_NE(refused.error.find("401"), std::string::npos) << refused.error;
  EXPECT_EQ(ctl({"--token", "s3cret", "list"}).exit_code, 0);

  const std::string port = host_.substr(host_.rfind(':') + 1);
  const test::Ended second = test::run({binary, "proxy", "--port", port}, 20s);
  EXPECT_EQ(second.exit_code, 2);
  EXPECT_NE(second.error.find("in use"), std::string::npos) << second.error;

  const std::string bad = place_.file("bad.json", R"([{"listen": "127.0.0.1:0"}])");
  const test::Ended wrong = test::run({binary, "proxy", "--port", "0", "--config", bad}, 20s);
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_NE(wrong.error.find("missing required field: name at proxy 1"), std::string::npos)
      << wrong.error;
}

TEST(Ctl, WithoutAServerItSaysWhatToDo) {
  const test::Ended alone = test::run({binary, "ctl", "--host", "http://127.0.0.1:1", "list"}, 20s);
  EXPECT_EQ(alone.exit_code, 1);
  EXPECT_NE(alone.error.find("start a proxy with `gameday proxy`"), std::string::npos)
      << alone.error;
}

/// A server that answers everything with the same text.
class SaysOneThing {
 public:
  explicit SaysOneThing(std::string body) : body_(std::move(body)) {
    there_.run([this]() -> rt::awaitable<void> {
      server_ = std::make_unique<http::Server>(there_.world(), handler_);
      port_ = server_->start({"127.0.0.1", 0}).value().port;
      co_return;
    });
  }
  ~SaysOneThing() {
    there_.run([this]() -> rt::awaitable<void> {
      co_await server_->stop(test::within(there_.world(), 1s));
      server_.reset();
    });
  }
  std::string host() const { return fmt::format("http://127.0.0.1:{}", port_); }

 private:
  rt::awaitable<void> answer(http::Exchange& exchange) {
    const auto asked = co_await http::read_body(exchange, rt::Bound{});
    http::Head head = http::response_of(200, "application/json", body_.size());
    std::string body = body_;
    co_await http::respond(exchange, std::move(head), std::move(body), rt::Bound{});
  }

  const std::string body_;
  test::ThreadedWorld there_;
  test::FunctionHandler handler_{[this](http::Exchange& exchange) { return answer(exchange); }};
  std::unique_ptr<http::Server> server_;
  std::uint16_t port_ = 0;
};

struct OddAnswer {
  std::vector<std::string> command;
  std::string body;
};

TEST(Ctl, WhatIsNoAnswerOfAControlApiIsAnErrorAndNotTheEndOfTheProgram) {
  const std::vector<OddAnswer> odd = {
      {{"list"}, R"({"p": 5})"},
      {{"list"}, "[1]"},
      {{"list"}, R"({"p": {"enabled": "yes"}})"},
      {{"list"}, R"({"p": {"toxics": [3]}})"},
      {{"inspect", "p"}, "7"},
      {{"inspect", "p"}, R"({"toxics": {"a": 1}})"},
      {{"inspect", "p"}, R"({"toxics": [{"attributes": 5}]})"},
      {{"toggle", "p"}, R"({"enabled": 1})"},
      {{"toxic", "add", "-t", "noop", "p"}, R"({"name": 2})"},
  };
  for (const OddAnswer& each : odd) {
    const SaysOneThing server(each.body);
    std::vector<std::string> all = {binary, "ctl", "-h", server.host()};
    all.insert(all.end(), each.command.begin(), each.command.end());
    const test::Ended ended = test::run(all, 20s);
    EXPECT_EQ(ended.exit_code, 1) << each.body;
    EXPECT_NE(ended.error.find("is this a control API?"), std::string::npos)
        << each.body << ended.error;
  }
}

}  // namespace
}  // namespace gameday
