// A mock behind a fault proxy says what it is told, over memory and over sockets alike:
// told.golden. The connection is kept, and the next answer on it is as if nothing had happened.

#include <regex>

#include <gtest/gtest.h>

#include "cases.hpp"
#include "http/client.hpp"
#include "mock/provider.hpp"
#include "rt/real_world.hpp"
#include "started_proxy.hpp"
#include "support/injected.hpp"

namespace gameday {
namespace {

using test::Case;

std::string body_of(const Case& c) {
  const std::string schema =
      R"({"type":"object","properties":{"why":{"const":"a"},"exit_code":{"const":1}}})";
  const bool openai = c.has("openai");
  std::string body = R"({"model":"m",)";
  body += c.has("stream") ? R"("stream":true,)" : "";
  body += openai ? "" : R"("max_tokens":99,)";
  body += c.has("hot") ? R"("temperature":0.5,)" : "";
  if (c.has("tools")) {
    body += openai ? R"("tools":[{"type":"function","function":{"name":"look","parameters":)" +
                         schema + "}}],"
                   : R"("tools":[{"name":"look","input_schema":)" + schema + "}],";
  }
  if (c.has("schema")) {
    body +=
        openai
            ? R"("response_format":{"type":"json_schema","json_schema":{"schema":)" + schema + "}},"
            : R"("output_config":{"format":{"type":"json_schema","schema":)" + schema + "}},";
  }
  body += R"("messages":[{"role":"user","content":"Why?)" + to_text(Marker{test::this_run, 7});
  body += c.has("prefill") ? R"("},{"role":"assistant","content":"Because"}]})" : R"("}]})";
  return body;
}

http::Head head_of(const Case& c) {
  http::Head head;
  head.method = "POST";
  head.target = c.has("openai") ? "/v1/chat/completions" : "/v1/messages";
  head.fields.add("Authorization", "Bearer sk");
  head.fields.add("anthropic-version", "2023-06-01");
  head.fields.add("x-gameday-answer", "1;content=empty");  // nobody but the proxy may say so
  return head;
}

/// What differs between runs, or says nothing here.
std::string told_plainly(const http::Response& answer) {
  std::string text =
      fmt::format("{} {}", answer.head.status, answer.head.fields.get("Content-Type"));
  text += answer.head.fields.has("X-Odd") ? ", X-Odd" : "";
  text += answer.head.fields.has(faults::answer_field) ? ", WHAT IS NOT THE CLIENT'S" : "";
  text += '\n';
  text += std::regex_replace(answer.body, std::regex("\"created\":[0-9]+,"), "");
  return text;
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n') + 1);
}

rt::awaitable<std::string> ask(http::Pool& pool, const Case& c) {
  http::Head head = head_of(c);
  std::string body = body_of(c);
  const auto answer = co_await http::fetch(pool, std::move(head), std::move(body), rt::Bound{});
  co_return answer ? told_plainly(*answer) : "no answer: " + answer.error().ec.message();
}

rt::awaitable<void> play(rt::World& world, rt::Address at, std::string& story) {
  for (const Case& c : test::cases_in("told.txt")) {
    mock::Options mock;
    mock.provider = "p";
    mock.dialect = c.has("openai") ? llm::Dialect::openai : llm::Dialect::anthropic;
    mock.first_token = {1ms, 1ms};
    mock.tokens = {4, 4};
    mock.tokens_per_second = PerSecond{100'000'000'000};
    mock::Provider provider(world, mock, Seed(7), "storm");
    test::StartedProxy started(world, provider.start(at).value(), at);
    http::Pool pool(world, started.address);
    const std::string well = co_await ask(pool, c);
    EXPECT_EQ(well.find("WHAT IS NOT"), std::string::npos) << well;
    if (c.has("openai unary")) {  // it does not do as the client says
      EXPECT_FALSE(llm::read_answer(well.substr(first_line(well).size())).text.empty()) << well;
    }
    started.http.apply(test::plan_from(c.injection));
    std::string said = co_await ask(pool, c);
    started.http.apply(std::make_shared<faults::FaultPlan>());
    const std::string next = co_await ask(pool, c);
    EXPECT_EQ(pool.idle(), 1U) << "one connection, kept";
    pool.close_idle();
    co_await started.http.stop(test::within(world, 5s));
    co_await provider.stop(test::within(world, 5s));
    const auto& attempts = started.sink.attempts;
    if (attempts.size() != 3) {
      ADD_FAILURE() << c.request << ": " << attempts.size() << " attempts";
      co_return;
    }
    story += fmt::format("=== {} | {}\n{}\n---", c.request, c.injection, said);
    story += attempts[1].bypassed.empty() ? "" : " bypassed: " + attempts[1].bypassed + ",";
    // The dice of the next try are others; its status and its kind are those of the first.
    const bool again = first_line(next) == first_line(well);
    story += again ? " the next one is well\n\n" : " THE NEXT ONE IS NOT WELL\n\n";
    const auto& counts = started.ledger.by_name().begin()->second;
    EXPECT_EQ(counts.injected, attempts[1].bypassed.empty() ? 1U : 0U) << c.injection;
    EXPECT_EQ(counts.matched, 1U);
  }
}

TEST(ToldMocks, SayTheSameOverMemoryAndSockets) {
  std::string in_memory;
  rt::VirtualWorld virtual_world{Seed(1)};
  virtual_world.run(play(virtual_world.world(), {"provider", 80}, in_memory));
  std::string over_sockets;
  rt::RealWorld real_world(rt::Epoch::start(), Seed(1));
  real_world.run(play(real_world.world(), {"127.0.0.1", 0}, over_sockets));
  EXPECT_EQ(over_sockets, in_memory);
  test::expect_golden("told.golden", in_memory);
}

}  // namespace
}  // namespace gameday
