#include "proxy/tcp_proxy.hpp"

#include "base/assert.hpp"
#include "proxy/tcp_link.hpp"
#include "rt/error.hpp"
#include "rt/event.hpp"

namespace gameday::proxy {
namespace {

// Out of descriptors: others may close soon; a shorter pause would only burn CPU.
constexpr Duration accept_pause = 10ms;

}  // namespace

struct TcpProxy::Parts {
  Parts(rt::World& the_world, TcpOptions the_options, TcpTap* the_tap)
      : world(the_world),
        options(std::move(the_options)),
        tap(the_tap),
        tasks(the_world.executor),
        one_ended(the_world) {}

  rt::awaitable<void> accept_all();
  rt::awaitable<void> serve(rt::StreamPtr client, std::uint64_t link);
  rt::awaitable<rt::StreamPtr> dial(std::size_t& upstream);

  rt::World& world;
  const TcpOptions options;
  TcpTap* const tap;
  rt::TaskGroup tasks;
  rt::Event one_ended;
  rt::Stop draining;  // no new links
  rt::Stop stopping;  // no old ones either
  std::unique_ptr<rt::Listener> listener;
  std::size_t open = 0;
  std::uint64_t accepted = 0;
};

rt::awaitable<void> TcpProxy::Parts::accept_all() {
  const rt::Bound bound{never, rt::Limit::none, &draining};
  while (!draining.requested()) {
    if (open >= options.links) {
      co_await one_ended.wait(bound);
      continue;
    }
    result<rt::StreamPtr> client = co_await listener->accept(bound);
    if (!client) {
      const TimePoint again = later(world.now(), accept_pause);
      co_await rt::sleep(world, bound.tighter(again, rt::Limit::none));
      continue;
    }
    ++open;
    ++accepted;
    rt::StreamPtr stream = std::move(*client);
    tasks.spawn("proxy: a tcp link", serve(std::move(stream), accepted));
  }
  listener.reset();
}

/// Turns are counted by links, not by dials that worked: the one that is passed over keeps its.
rt::awaitable<rt::StreamPtr> TcpProxy::Parts::dial(std::size_t& upstream) {
  const std::size_t first = upstream;
  const rt::Bound whole{never, rt::Limit::none, &stopping};
  for (std::size_t i = 0; i < options.upstreams.size() && !stopping.requested(); ++i) {
    upstream = (first + i) % options.upstreams.size();
    const TimePoint due = later(world.now(), options.dial_time);
    result<rt::StreamPtr> stream = co_await world.network.dial(
        options.upstreams[upstream], whole.tighter(due, rt::Limit::connect));
    if (stream) {
      co_return std::move(*stream);
    }
  }
  co_return nullptr;
}

rt::awaitable<void> TcpProxy::Parts::serve(rt::StreamPtr client, std::uint64_t link) {
  std::size_t upstream = (link - 1) % options.upstreams.size();
  rt::StreamPtr dialled = co_await dial(upstream);
  if (dialled) {
    TcpLink relay(world, std::move(client), std::move(dialled), stopping);
    if (tap != nullptr) {
      relay.watch([this, link, upstream](std::span<const std::byte> bytes) {
        tap->sent(link, upstream, bytes);
      });
    }
    co_await relay.run();
  } else {
    client->end(End::reset);
  }
  if (tap != nullptr) {
    tap->ended(link);
  }
  --open;
  one_ended.notify();
}

TcpProxy::TcpProxy(rt::World& world, TcpOptions options, TcpTap* tap)
    : parts_(std::make_unique<Parts>(world, std::move(options), tap)) {
  CHECK(!parts_->options.upstreams.empty(), "a proxy has something behind it");
}
TcpProxy::~TcpProxy() = default;

result<rt::Address> TcpProxy::start(const rt::Address& address) {
  CHECK(!parts_->listener && !parts_->draining.requested(), "a proxy starts once");
  result<std::unique_ptr<rt::Listener>> listener = parts_->world.network.listen(address);
  if (!listener) {
    return listener.error();
  }
  parts_->listener = std::move(*listener);
  const rt::Address taken = parts_->listener->address();
  parts_->tasks.spawn("proxy: accept", parts_->accept_all());
  return taken;
}

std::size_t TcpProxy::links() const {
  return parts_->open;
}

rt::awaitable<void> TcpProxy::stop(rt::Bound bound) {
  parts_->draining.request(rt::Why::shutdown);
  const error_code late = co_await parts_->tasks.join(bound);
  if (late) {
    parts_->stopping.request(rt::Why::shutdown);
    co_await parts_->tasks.join(rt::Bound{});
  }
}

}  // namespace gameday::proxy
