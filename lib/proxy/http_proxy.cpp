#include "proxy/http_proxy.hpp"

#include <limits>

#include "base/assert.hpp"
#include "http/server.hpp"
#include "proxy/attempt.hpp"
#include "proxy/door.hpp"
#include "proxy/shared.hpp"

namespace gameday::proxy {
namespace {

// What a peer may take, it may take through us: sizes and waits of bodies are not ours to bound.
http::Limits passing(http::Limits limits) {
  limits.body = std::numeric_limits<std::size_t>::max();
  limits.body_time = forever;
  limits.write_time = forever;
  return limits;
}

http::PoolOptions pool_options(const http::Limits& limits) {
  http::PoolOptions options;
  options.idle_most = 1'024;  // a client's whole concurrency comes through one proxy
  options.limits = passing(limits);
  return options;
}

}  // namespace

struct HttpProxy::Parts final : http::Handler {
  Parts(rt::World& world, const Options& options, record::Sink& sink)
      : shared(world, options, sink, pool_options(options.limits)),
        server(world, *this, passing(options.limits)),
        door(world, server, shared.ledger) {}

  rt::awaitable<void> serve(http::Exchange& exchange) override {
    Attempt attempt(shared, exchange);
    co_await attempt.run();
  }

  Shared shared;
  http::Server server;
  Door door;
};

HttpProxy::HttpProxy(rt::World& world, Options options, record::Sink& sink)
    : parts_(std::make_unique<Parts>(world, options, sink)) {}
HttpProxy::~HttpProxy() = default;

result<rt::Address> HttpProxy::start(const rt::Address& address) {
  return parts_->server.start(address);
}

void HttpProxy::apply(std::shared_ptr<const faults::FaultPlan> plan) {
  CHECK(plan != nullptr, "no faults is an empty plan");
  parts_->shared.plan = std::move(plan);
  parts_->door.follow(*parts_->shared.plan);
}

void HttpProxy::heal() {
  apply(std::make_shared<faults::FaultPlan>());
  ++parts_->shared.heals;
  parts_->shared.healing.notify();
}

const faults::FaultLedger& HttpProxy::ledger() const {
  return parts_->shared.ledger;
}

rt::awaitable<void> HttpProxy::stop(rt::Bound bound) {
  co_await parts_->server.stop(bound);
  parts_->shared.pool.close_idle();
}

}  // namespace gameday::proxy
