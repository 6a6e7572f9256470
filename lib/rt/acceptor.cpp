#include "rt/acceptor.hpp"

#include "base/assert.hpp"

namespace gameday::rt {
namespace {

// Out of descriptors: others may close soon; a shorter pause would only burn CPU.
constexpr Duration accept_pause = 10ms;

}  // namespace

Acceptor::Acceptor(World& world, Options options, Serve serve)
    : world_(world),
      options_(options),
      serve_(std::move(serve)),
      tasks_(world.executor),
      one_left_(world),
      accepting_over_(world) {
  CHECK(options_.most > 0, "a port takes at least one connection");
}

result<Address> Acceptor::start(const Address& address) {
  result<std::unique_ptr<Listener>> listener = world_.network.listen(address);
  if (!listener) {
    return listener.error();
  }
  start(std::move(*listener));
  return address_;
}

void Acceptor::start(std::unique_ptr<Listener> port) {
  CHECK(!listener_ && !accepting_.requested(), "a port is opened once");
  listener_ = std::move(port);
  address_ = listener_->address();
  accepting_now_ = true;
  tasks_.spawn(options_.accepts, accept_all());
}

awaitable<std::unique_ptr<Listener>> Acceptor::release() {
  accepting_.request(Why::plan_changed);
  while (accepting_now_) {
    co_await accepting_over_.wait(Bound{});
  }
  co_return std::move(listener_);
}

awaitable<void> Acceptor::accept_all() {
  const Bound bound{never, Limit::none, &accepting_};
  while (!accepting_.requested()) {
    if (open_ >= options_.most) {
      co_await one_left_.wait(bound);
      continue;
    }
    result<StreamPtr> accepted = co_await listener_->accept(bound);
    if (!accepted) {
      const TimePoint again = later(world_.now(), accept_pause);
      co_await sleep(world_, bound.tighter(again, Limit::none));
      continue;
    }
    ++open_;
    ++accepted_;
    StreamPtr stream = std::move(*accepted);
    tasks_.spawn(options_.serves, serve_one(std::move(stream), accepted_));
  }
  accepting_now_ = false;
  if (draining_.requested()) {
    listener_.reset();  // else somebody takes it
  }
  accepting_over_.notify();
}

awaitable<void> Acceptor::serve_one(StreamPtr stream, std::uint64_t id) {
  co_await serve_(std::move(stream), id);
  --open_;
  one_left_.notify();
}

awaitable<void> Acceptor::stop(Bound bound) {
  draining_.request(Why::shutdown);
  const error_code late = co_await tasks_.join(bound);
  if (late) {
    stopping_.request(Why::shutdown);
    co_await tasks_.join(Bound{});
  }
}

}  // namespace gameday::rt
