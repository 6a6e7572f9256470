#include "proxy/http_proxy.hpp"

#include <limits>

#include "base/assert.hpp"
#include "http/server.hpp"
#include "proxy/attempt/attempt.hpp"
#include "proxy/attempt/shared.hpp"
#include "proxy/door.hpp"
#include "proxy/link_layer.hpp"
#include "proxy/porter.hpp"

namespace gameday::proxy {
namespace {

// What a peer may take, it may take through us: sizes and waits of bodies are not ours to bound.
http::Limits passing(http::Limits limits) {
  limits.body = std::numeric_limits<std::size_t>::max();
  limits.body_time = forever;
  limits.write_time = forever;
  return limits;
}

http::PoolOptions pool_options(const HttpOptions& proxy, LinkLayer* links) {
  http::PoolOptions options;
  if (links != nullptr) {
    options.lining = [links](rt::StreamPtr stream) { return links->upstream(std::move(stream)); };
  }
  options.idle_most = 1'024;  // a client's whole concurrency comes through one proxy
  options.limits = passing(proxy.limits);
  options.tls = proxy.tls;
  options.tls_name = proxy.tls_name;
  options.tls_time = forever;
  return options;
}

}  // namespace

/// A port of its own for one replica; all else is shared.
struct HttpProxy::Entrance final : http::Handler {
  Entrance(Shared& the_shared, std::uint16_t the_replica)
      : shared(the_shared),
        replica(the_replica),
        porter(shared, the_replica),
        server(shared.world, *this, passing(shared.options.limits), http::Fin::gone,
               shared.options.identity, &porter),
        door(shared.world, server, shared.ledger, the_replica) {}

  rt::awaitable<void> serve(http::Exchange& exchange) override {
    Attempt attempt(shared, exchange, replica);
    co_await attempt.run();
  }

  Shared& shared;
  const std::uint16_t replica;
  Porter porter;
  http::Server server;
  Door door;
};

struct HttpProxy::Parts {
  Parts(rt::World& world, const HttpOptions& options, record::Sink& sink,
        faults::FaultLedger& ledger)
      : links(options.link_name
                  ? std::make_unique<LinkLayer>(world, *options.link_name, options.watch)
                  : nullptr),
        shared(world, options, sink, ledger, pool_options(options, links.get())) {}

  Entrance& add_entrance() {
    const auto replica = static_cast<std::uint16_t>(entrances.size() + 1);
    Entrance& added = *entrances.emplace_back(std::make_unique<Entrance>(shared, replica));
    if (links) {
      added.server.line([this](rt::StreamPtr stream) { return links->client(std::move(stream)); });
    }
    return added;
  }

  const std::unique_ptr<LinkLayer> links;
  Shared shared;
  std::vector<std::unique_ptr<Entrance>> entrances;
};

HttpProxy::HttpProxy(rt::World& world, HttpOptions options, record::Sink& sink,
                     faults::FaultLedger& ledger)
    : parts_(std::make_unique<Parts>(world, options, sink, ledger)) {}
HttpProxy::~HttpProxy() = default;

result<rt::Address> HttpProxy::start(const rt::Address& address) {
  Entrance& entrance = parts_->add_entrance();
  const auto taken = entrance.server.start(address);
  if (!taken) {
    parts_->entrances.pop_back();
    return taken;
  }
  entrance.door.follow(*parts_->shared.plan);
  return taken;
}

void HttpProxy::start(std::unique_ptr<rt::Listener> port) {
  Entrance& entrance = parts_->add_entrance();
  entrance.server.start(std::move(port));
  entrance.door.follow(*parts_->shared.plan);
}

rt::awaitable<std::unique_ptr<rt::Listener>> HttpProxy::release() {
  CHECK(parts_->entrances.size() == 1, "one port is released");
  return parts_->entrances.front()->server.release();
}

void HttpProxy::apply(Toxics toxics) {
  CHECK(parts_->links != nullptr, "toxics act below a proxy that has links");
  parts_->links->apply(std::move(toxics));
}

TcpCounts HttpProxy::counts() const {
  CHECK(parts_->links != nullptr, "a proxy that has links counts bytes");
  TcpCounts counts = parts_->links->counts();
  counts.dial_errors = parts_->shared.dial_errors;
  counts.refusals = refusals();
  return counts;
}

std::size_t HttpProxy::connections() const {
  std::size_t open = 0;
  for (const auto& entrance : parts_->entrances) {
    open += entrance->server.open_connections();
  }
  return open;
}

void HttpProxy::apply(std::shared_ptr<const faults::FaultPlan> plan) {
  CHECK(plan != nullptr, "no faults is an empty plan");
  parts_->shared.plan = std::move(plan);
  for (const auto& entrance : parts_->entrances) {
    entrance->door.follow(*parts_->shared.plan);
    if (entrance->porter.has_news(*parts_->shared.plan)) {
      entrance->server.end_open();
    }
  }
}

void HttpProxy::heal() {
  apply(std::make_shared<faults::FaultPlan>());
  parts_->shared.heals.all();
  parts_->shared.healing.notify();
}

void HttpProxy::heal(std::string_view fault) {
  parts_->shared.heals.one(fault);
  parts_->shared.healing.notify();
}

std::uint32_t HttpProxy::tries_of(const Marker& marker) const {
  return parts_->shared.tries.of(marker);
}

rt::TlsRefusals HttpProxy::refusals() const {
  rt::TlsRefusals all;
  for (const auto& entrance : parts_->entrances) {
    const rt::TlsRefusals& here = entrance->server.refusals();
    all.count += here.count;
    all.last = here.count > 0 ? here.last : all.last;
  }
  return all;
}

rt::awaitable<void> HttpProxy::stop(rt::Bound bound, End late) {
  for (const auto& entrance : parts_->entrances) {
    co_await entrance->server.stop(bound, late);
    entrance->door.ends();
  }
  if (parts_->links) {
    co_await parts_->links->stop(bound);
  }
  parts_->shared.pool.close_idle();
}

}  // namespace gameday::proxy
