// A fault proxy and a mock behind it say the same bytes over memory and over sockets, and the 429
// is the one written down here.

#include <gtest/gtest.h>

#include "mock/provider.hpp"
#include "rt/real_world.hpp"
#include "started_proxy.hpp"

namespace gameday {
namespace {

const std::string refusal =
    "HTTP/1.1 429 Too Many Requests\r\n"
    "Content-Type: application/json\r\n"
    "Content-Length: 295\r\n"
    "Retry-After: 20\r\n"
    "x-request-id: req_REQUEST\r\n"
    "openai-organization: org-gameday\r\n"
    "openai-processing-ms: 2\r\n"
    "openai-version: 2020-10-01\r\n"
    "x-ratelimit-limit-requests: 500\r\n"
    "x-ratelimit-limit-tokens: 200000\r\n"
    "x-ratelimit-remaining-requests: 0\r\n"
    "x-ratelimit-remaining-tokens: 199900\r\n"
    "x-ratelimit-reset-requests: 20s\r\n"
    "x-ratelimit-reset-tokens: 30ms\r\n"
    "server: cloudflare\r\n"
    "cf-cache-status: DYNAMIC\r\n"
    "cf-ray: RAY-SYD\r\n"
    "\r\n"
    "{\"error\":{\"message\":\"Rate limit reached for gpt-x in organization org-gameday on "
    "requests "
    "per min (RPM): Limit 500, Used 500, Requested 1. Please try again in 20s. Visit "
    "https://platform.openai.com/account/rate-limits to learn more.\",\"type\":\"requests\","
    "\"param\":null,\"code\":\"rate_limit_exceeded\"}}";

/// The two values that are drawn, by their names.
std::string without_ids(std::string text) {
  const auto blank = [&](std::string_view before, std::size_t size, std::string_view name) {
    const std::size_t at = text.find(before) + before.size();
    text.replace(at, size, name);
  };
  blank("x-request-id: req_", 32, "REQUEST");
  blank("cf-ray: ", 16, "RAY");
  return text;
}

struct Said {
  std::string answer;  // the mock's, through the proxy, without what tells the time
  std::string refusal;
};

rt::awaitable<void> talk(rt::World& world, rt::Address at, Said& said) {
  mock::Options mock;
  mock.provider = "openai";
  mock.first_token = {1ms, 1ms};
  mock.tokens = {10, 20};
  mock.tokens_per_second = PerSecond{100'000'000'000};
  mock::Provider provider(world, mock, Seed(7), "storm");
  test::StartedProxy started(world, provider.start(at).value(), at);
  proxy::HttpProxy& proxy = started.http;

  auto stream = co_await world.network.dial(started.address, test::within(world, 5s));
  test::RawPeer client(world, std::move(stream.value()));
  co_await client.send(test::chat_bytes(1));
  const std::string head = co_await client.until("\r\n\r\n");
  EXPECT_TRUE(head.starts_with("HTTP/1.1 200 OK\r\n"));
  said.answer = co_await client.until("\"fp_gameday\"}");
  const std::size_t created = said.answer.find("\"created\":");
  said.answer.erase(created, said.answer.find(',', created) - created);
  proxy.apply(test::plan_of(test::injection_of({}, test::rate_limit(20s))));
  co_await client.send(test::chat_bytes(1));
  said.refusal = co_await client.until("}}");
  client.stream().end(End::close);
  co_await proxy.stop(test::within(world, 5s));
  co_await provider.stop(test::within(world, 5s));
  EXPECT_EQ(started.sink.attempts.size(), 2U);
}

TEST(Answers, AreTheSameBytesOverMemoryAndSockets) {
  Said in_memory;
  rt::VirtualWorld virtual_world{Seed(1)};
  virtual_world.run(talk(virtual_world.world(), {"provider", 80}, in_memory));
  EXPECT_EQ(without_ids(in_memory.refusal), refusal);

  Said over_sockets;
  rt::RealWorld real_world(rt::Epoch::start(), Seed(1));
  real_world.run(talk(real_world.world(), {"127.0.0.1", 0}, over_sockets));
  EXPECT_EQ(over_sockets.refusal, in_memory.refusal);
  EXPECT_EQ(over_sockets.answer, in_memory.answer);
}

}  // namespace
}  // namespace gameday
