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
      one_left_(world) {
  CHECK(options_.most > 0, "a port takes at least one connection");
}

result<Address> Acceptor::start(const Address& address) {
  CHECK(!listener_ && !draining_.requested(), "a port is opened once");
  result<std::unique_ptr<Listener>> listener = world_.network.listen(address);
  if (!listener) {
    return listener.error();
  }
  listener_ = std::move(*listener);
  address_ = listener_->address();
  tasks_.spawn(options_.accepts, accept_all());
  return address_;
}

awaitable<void> Acceptor::accept_all() {
  const Bound bound{never, Limit::none, &draining_};
  while (!draining_.requested()) {
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
  listener_.reset();
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
