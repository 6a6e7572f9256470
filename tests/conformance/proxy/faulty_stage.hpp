#pragma once
// A fault proxy in front of a provider that the test plays, with one injection called `fault`.

#include "started_proxy.hpp"
#include "support/http_peers.hpp"
#include "support/injected.hpp"

namespace gameday::test {

class FaultyStage {
 public:
  FaultyStage(rt::World& the_world, const rt::Address& at, FunctionHandler::Function provider)
      : world(the_world),
        handler_(std::move(provider)),
        provider_(world, handler_),
        proxy(world, provider_.start(at).value(), at) {}

  void inject(std::string_view text) { proxy.http.apply(plan_from(text, "fault")); }
  rt::awaitable<RawPeer> dial() { return RawPeer::dial(world, proxy.address); }
  rt::awaitable<void> stop() {
    co_await proxy.http.stop(within(world, 5s));
    co_await provider_.stop(within(world, 5s));
  }
  const faults::Counts& counts() const { return proxy.ledger.by_name().at("fault"); }
  std::uint64_t bypassed(const std::string& why) const {
    const auto found = counts().bypassed.find(why);
    return found == counts().bypassed.end() ? 0 : found->second;
  }

  rt::World& world;

 private:
  FunctionHandler handler_;
  http::Server provider_;

 public:
  StartedProxy proxy;
};

/// A provider that answers "ok" to everything.
inline rt::awaitable<void> answer_ok(http::Exchange& exchange) {
  const auto body = co_await http::read_body(exchange, rt::Bound{});
  http::Head head = http::response_of(200, "text/plain", 3);
  co_await http::respond(exchange, std::move(head), "ok\n", rt::Bound{});
}

}  // namespace gameday::test
