#include "http/server.hpp"

#include "base/assert.hpp"
#include "http/server_connection.hpp"
#include "rt/error.hpp"
#include "rt/event.hpp"

namespace gameday::http {

namespace {

// Out of descriptors: others may close soon; a shorter pause would only burn CPU.
constexpr Duration accept_pause = 10ms;

}  // namespace

struct Server::Parts {
  Parts(rt::World& world, Handler& handler, const Limits& limits, Fin fin)
      : context(world, handler, limits, fin), one_left(world) {}

  rt::awaitable<void> accept_all();
  rt::awaitable<void> serve(rt::StreamPtr stream, std::uint64_t id);

  ServerContext context;
  rt::Event one_left;
  std::unique_ptr<rt::Listener> listener;
  rt::Address address;
  rt::Door door = rt::Door::open;
  std::size_t open = 0;
  std::uint64_t accepted = 0;
};

rt::awaitable<void> Server::Parts::accept_all() {
  const rt::Bound bound{never, rt::Limit::none, &context.draining};
  while (!context.draining.requested()) {
    if (open >= context.limits.connections) {
      co_await one_left.wait(bound);
      continue;
    }
    result<rt::StreamPtr> accepted_now = co_await listener->accept(bound);
    if (!accepted_now) {
      const TimePoint again = later(context.world.now(), accept_pause);
      co_await rt::sleep(context.world, bound.tighter(again, rt::Limit::none));
      continue;
    }
    ++open;
    ++accepted;
    rt::StreamPtr stream = std::move(*accepted_now);
    context.tasks.spawn("http: serve a connection", serve(std::move(stream), accepted));
  }
  listener.reset();
}

rt::awaitable<void> Server::Parts::serve(rt::StreamPtr stream, std::uint64_t id) {
  {
    ServerConnection connection(context, std::move(stream), id);
    co_await connection.run();
  }
  --open;
  one_left.notify();
}

Server::Server(rt::World& world, Handler& handler, Limits limits, Fin fin)
    : parts_(std::make_unique<Parts>(world, handler, limits, fin)) {}
Server::~Server() = default;

result<rt::Address> Server::start(const rt::Address& address) {
  CHECK(!parts_->listener && !parts_->context.draining.requested(), "a server starts once");
  result<std::unique_ptr<rt::Listener>> listener = parts_->context.world.network.listen(address);
  if (!listener) {
    return listener.error();
  }
  parts_->listener = std::move(*listener);
  parts_->address = parts_->listener->address();
  parts_->context.tasks.spawn("http: accept", parts_->accept_all());
  return parts_->address;
}

rt::Address Server::address() const {
  return parts_->address;
}

std::size_t Server::door(rt::Door door) {
  if (!parts_->listener || door == parts_->door) {
    return 0;
  }
  const bool shuts = parts_->door == rt::Door::open;
  parts_->door = door;
  parts_->listener->door(door);
  if (!shuts) {
    return 0;
  }
  parts_->context.end_connections();
  return parts_->open;
}

rt::awaitable<void> Server::stop(rt::Bound bound) {
  ServerContext& context = parts_->context;
  context.draining.request(rt::Why::shutdown);
  const error_code late = co_await context.tasks.join(bound);
  if (late) {
    context.stopping.request(rt::Why::shutdown);
    co_await context.tasks.join(rt::Bound{});
  }
}

std::size_t Server::open_connections() const {
  return parts_->open;
}

}  // namespace gameday::http
