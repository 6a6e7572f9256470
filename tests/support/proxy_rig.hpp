#pragma once
// A fault proxy in virtual time between a raw client and a raw or scripted provider.

#include <gtest/gtest.h>

#include "llm/chat.hpp"
#include "proxy/http_proxy.hpp"
#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday::test {

class CollectingSink final : public record::Sink {
 public:
  void request(const record::RequestRecord&) noexcept override {}
  void attempt(const record::AttemptRecord& record) noexcept override {
    attempts.push_back(record);
  }
  void event(const record::Event&) noexcept override {}
  std::vector<record::AttemptRecord> attempts;
};

inline const rt::Address provider_address{"provider", 443};
inline const rt::Address proxy_address{"proxy", 80};
inline constexpr std::uint16_t this_run = 0x9f3c;

inline faults::Injection injection_of(std::optional<faults::Delay> delay,
                                      std::optional<faults::Respond> respond,
                                      std::optional<Ratio> share = {}) {
  faults::Injection injection;
  injection.name = "fault";
  injection.deed.delay = delay;
  injection.deed.respond = std::move(respond);
  injection.selectors.share = share;
  return injection;
}
inline std::shared_ptr<const faults::FaultPlan> plan_of(faults::Injection injection) {
  std::vector<faults::Injection> list;
  list.push_back(std::move(injection));
  return std::make_shared<faults::FaultPlan>(std::move(list), Seed(7), "storm", "openai");
}
inline faults::Respond rate_limit(Duration wait) {
  faults::Respond respond;
  respond.source = faults::Respond::Source::error;
  respond.text = "rate-limit";
  respond.retry_after = {faults::RetryAfterHint::Kind::fixed, wait, {}};
  return respond;
}
inline faults::Delay late_headers(Duration wait) {
  faults::Delay delay;
  delay.headers = faults::Wait{wait, std::nullopt};
  return delay;
}

/// POST of a chat request with this run's marker.
inline std::string chat_bytes(std::uint32_t ordinal) {
  llm::ChatRequest request;
  request.model = "gpt-x";
  request.prompt = "Why?";
  request.marker = Marker{this_run, ordinal};
  const std::string body = llm::write_chat_request(request);
  return "POST /v1/chat/completions HTTP/1.1\r\nHost: p\r\nAuthorization: Bearer sk-a\r\n"
         "Content-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

class ProxyTest : public testing::Test {
 protected:
  using Script = std::function<rt::awaitable<void>()>;

  ProxyTest() {
    options.upstream = provider_address;
    proxy::RunPlace place;
    place.run = this_run;
    options.place = place;
  }

  /// Runs `client`, then stops the proxy within `grace`.
  void run(Script client, Duration grace = 10s) {
    ledger = std::make_unique<faults::FaultLedger>();
    proxy = std::make_unique<proxy::HttpProxy>(world, options, sink, *ledger);
    virtual_world.run(play(std::move(client), grace));
    counts = ledger->by_name();
    proxy.reset();
  }
  /// … against a provider that answers "ok" to everything, or does what `handle` does.
  void run_with_provider(Script client, FunctionHandler::Function handle = {},
                         Duration grace = 10s) {
    FunctionHandler handler(handle ? std::move(handle) : answers());
    http::Server provider(world, handler);
    const Script all = [&]() -> rt::awaitable<void> {
      EXPECT_TRUE(provider.start(provider_address));
      co_await client();
    };
    ledger = std::make_unique<faults::FaultLedger>();
    proxy = std::make_unique<proxy::HttpProxy>(world, options, sink, *ledger);
    virtual_world.run(play_and_stop(all, provider, grace));
    counts = ledger->by_name();
    proxy.reset();
  }

  FunctionHandler::Function answers() {
    return [this](http::Exchange& exchange) { return answer(exchange); };
  }
  rt::awaitable<void> answer(http::Exchange& exchange) {
    ++provider_calls;
    const auto body = co_await http::read_body(exchange, rt::Bound{});
    http::Head head = http::response_of(200, "text/plain", 3);
    co_await http::respond(exchange, std::move(head), "ok\n", rt::Bound{});
  }

  rt::awaitable<RawPeer> dial() { return RawPeer::dial(world, proxy_address); }
  /// One request on a connection of its own; the status line of the answer.
  rt::awaitable<std::string> status_of(std::string bytes) {
    RawPeer peer = co_await dial();
    co_await peer.send(std::move(bytes));
    std::string line = co_await peer.until("\r\n");
    co_await peer.until("\r\n\r\n");
    peer.stream().end(End::close);
    co_return line;
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  proxy::HttpOptions options;
  CollectingSink sink;
  std::unique_ptr<faults::FaultLedger> ledger;  // a new one for each run()
  std::unique_ptr<proxy::HttpProxy> proxy;
  std::map<std::string, faults::Counts, std::less<>> counts;
  int provider_calls = 0;

 private:
  rt::awaitable<void> play(Script client, Duration grace) {
    EXPECT_TRUE(proxy->start(proxy_address));
    co_await client();
    co_await proxy->stop(within(world, grace));
  }
  rt::awaitable<void> play_and_stop(Script client, http::Server& provider, Duration grace) {
    co_await play(std::move(client), grace);
    co_await provider.stop(within(world, 1s));
  }
};

}  // namespace gameday::test
