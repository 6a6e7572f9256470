#include "proxy/tcp_proxy.hpp"

#include <map>

#include "base/assert.hpp"
#include "proxy/tcp_link.hpp"
#include "rt/acceptor.hpp"
#include "rt/closing.hpp"

namespace gameday::proxy {
namespace {

// Half a socket's buffer; larger reads are no faster.
constexpr std::size_t one_read = 32 * 1024;

}  // namespace

struct TcpProxy::Parts {
  Parts(rt::World& the_world, TcpOptions the_options, TcpTap* the_tap)
      : world(the_world),
        options(std::move(the_options)),
        tap(the_tap),
        port(the_world, {options.links, "proxy: accept", "proxy: a tcp link"},
             [this](rt::StreamPtr client, std::uint64_t link) {
               return serve(std::move(client), link);
             }) {}

  rt::awaitable<void> serve(rt::StreamPtr client, std::uint64_t link);
  rt::awaitable<rt::StreamPtr> dial(std::size_t& upstream);
  rt::awaitable<result<rt::StreamPtr>> dial_one(const rt::Address& upstream);
  rt::awaitable<void> join(rt::StreamPtr client, std::uint64_t link);
  rt::awaitable<void> turn_away(rt::ByteStream& client);
  std::span<std::byte> scratch_room() { return {scratch.get(), one_read}; }

  rt::World& world;
  const TcpOptions options;
  TcpTap* const tap;
  Toxics toxics;
  TcpCounts counts;
  std::map<std::uint64_t, TcpLink*> running;
  const std::unique_ptr<std::byte[]> scratch =
      std::make_unique_for_overwrite<std::byte[]>(one_read);
  rt::Acceptor port;
};

rt::awaitable<result<rt::StreamPtr>> TcpProxy::Parts::dial_one(const rt::Address& upstream) {
  const rt::Bound whole{never, rt::Limit::none, &port.stopping()};
  TimePoint due = later(world.now(), options.dial_time);
  result<rt::StreamPtr> stream =
      co_await world.network.dial(upstream, whole.tighter(due, rt::Limit::connect));
  if (stream && options.tls) {
    const std::string name = options.tls_name.empty() ? upstream.host : options.tls_name;
    due = later(world.now(), options.tls_time);
    stream = co_await rt::tls_client(std::move(*stream), options.tls, name,
                                     whole.tighter(due, rt::Limit::tls));
  }
  co_return stream;
}

/// Turns are counted by links, not by dials that worked: the one that is passed over keeps its.
rt::awaitable<rt::StreamPtr> TcpProxy::Parts::dial(std::size_t& upstream) {
  const std::size_t first = upstream;
  for (std::size_t i = 0; i < options.upstreams.size(); ++i) {
    upstream = (first + i) % options.upstreams.size();
    result<rt::StreamPtr> stream = co_await dial_one(options.upstreams[upstream]);
    if (stream) {
      co_return std::move(*stream);
    }
    if (port.stopping().requested()) {
      co_return nullptr;  // it was we who gave up
    }
    counts.last_dial_error = stream.error();
  }
  ++counts.dial_errors;
  co_return nullptr;
}

rt::awaitable<void> TcpProxy::Parts::turn_away(rt::ByteStream& client) {
  if (options.refusal == End::reset || port.stopping().requested()) {
    client.end(options.refusal);
    co_return;
  }
  const rt::Bound bound{never, rt::Limit::none, &port.stopping()};
  co_await rt::close_politely(world, client, bound);
}

rt::awaitable<void> TcpProxy::Parts::join(rt::StreamPtr client, std::uint64_t link) {
  std::size_t upstream = (link - 1) % options.upstreams.size();
  rt::StreamPtr dialled = co_await dial(upstream);
  if (!dialled) {
    co_await turn_away(*client);
    co_return;
  }
  const toxics::LinkName name{world.seed, options.name, link};
  TcpLink::Ends ends{std::move(client), std::move(dialled)};
  TcpLink relay(world, std::move(ends), port.stopping(), options.refusal, name, counts,
                scratch_room());
  relay.tell(options.watch);
  relay.adopt(toxics);
  running.emplace(link, &relay);
  if (tap != nullptr) {
    relay.watch([this, link, upstream](std::span<const std::byte> bytes) {
      tap->sent(link, upstream, bytes);
    });
  }
  co_await relay.run();
  running.erase(link);
}

rt::awaitable<void> TcpProxy::Parts::serve(rt::StreamPtr client, std::uint64_t link) {
  ++counts.accepted;
  if (options.identity) {
    client = co_await rt::tls_let_in(world, std::move(client), options.identity, counts.refusals,
                                     port.draining());
  }
  if (client) {
    co_await join(std::move(client), link);
  }
  if (tap != nullptr) {
    tap->ended(link);
  }
}

TcpProxy::TcpProxy(rt::World& world, TcpOptions options, TcpTap* tap)
    : parts_(std::make_unique<Parts>(world, std::move(options), tap)) {
  CHECK(!parts_->options.upstreams.empty(), "a proxy has something behind it");
}
TcpProxy::~TcpProxy() = default;

result<rt::Address> TcpProxy::start(const rt::Address& address) {
  return parts_->port.start(address);
}

void TcpProxy::start(std::unique_ptr<rt::Listener> port) {
  parts_->port.start(std::move(port));
}

rt::awaitable<std::unique_ptr<rt::Listener>> TcpProxy::release() {
  return parts_->port.release();
}

std::size_t TcpProxy::links() const {
  return parts_->port.open();
}

const TcpCounts& TcpProxy::counts() const {
  return parts_->counts;
}

void TcpProxy::apply(Toxics toxics) {
  parts_->toxics = std::move(toxics);
  for (const auto& [number, link] : parts_->running) {
    link->adopt(parts_->toxics);
  }
}

rt::awaitable<void> TcpProxy::stop(rt::Bound bound) {
  return parts_->port.stop(bound);
}

}  // namespace gameday::proxy
