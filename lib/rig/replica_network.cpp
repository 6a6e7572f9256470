#include "rig/replica_network.hpp"

#include <algorithm>

#include "base/assert.hpp"
#include "rig/replica_stream.hpp"
#include "rt/error.hpp"

namespace gameday::rig {

using rt::IoError;

/// What the replica holds; the port itself is its network's.
class ReplicaListener final : public rt::Listener {
 public:
  ReplicaListener(ReplicaNetwork& home, ReplicaNetwork::Port& port) : home_(home), port_(port) {
    door(rt::Door::open);
  }
  ~ReplicaListener() override { door(rt::Door::refuse); }
  ReplicaListener(const ReplicaListener&) = delete;
  ReplicaListener& operator=(const ReplicaListener&) = delete;

  rt::awaitable<result<rt::StreamPtr>> accept(rt::Bound bound) override {
    result<rt::StreamPtr> stream = co_await port_.listener->accept(bound);
    if (!stream) {
      co_return stream.error();
    }
    co_return home_.wrap(std::move(*stream));
  }
  rt::Address address() const override { return port_.listener->address(); }
  void door(rt::Door door) override {
    port_.wanted = door;
    home_.set_door(port_);
  }

 private:
  ReplicaNetwork& home_;
  ReplicaNetwork::Port& port_;
};

ReplicaNetwork::ReplicaNetwork(rt::World& world) : world_(world), changed_(world) {}

ReplicaNetwork::~ReplicaNetwork() {
  CHECK(streams_.empty(), "a replica ends before its network");
}

result<std::unique_ptr<rt::Listener>> ReplicaNetwork::listen(const rt::Address& address) {
  const auto known = std::ranges::find_if(
      ports_, [&](const Port& port) { return port.listener->address() == address; });
  if (known != ports_.end()) {
    return std::unique_ptr<rt::Listener>(std::make_unique<ReplicaListener>(*this, *known));
  }
  result<std::unique_ptr<rt::Listener>> inner = world_.network.listen(address);
  if (!inner) {
    return inner.error();
  }
  Port& port = ports_.emplace_back();
  port.listener = std::move(*inner);
  return std::unique_ptr<rt::Listener>(std::make_unique<ReplicaListener>(*this, port));
}

rt::awaitable<result<rt::StreamPtr>> ReplicaNetwork::dial(rt::Address address, rt::Bound bound) {
  while (state_ == State::paused) {
    const error_code ec = co_await changed_.wait(bound);
    if (ec) {
      co_return ec;
    }
  }
  if (state_ == State::killed) {
    co_return IoError::refused;
  }
  result<rt::StreamPtr> stream = co_await world_.network.dial(std::move(address), bound);
  if (!stream) {
    co_return stream.error();
  }
  if (state_ == State::killed) {
    (*stream)->end(End::reset);
    co_return IoError::reset;
  }
  co_return wrap(std::move(*stream));
}

rt::awaitable<result<std::vector<rt::Address>>> ReplicaNetwork::resolve(rt::Address name,
                                                                        rt::Bound bound) {
  return world_.network.resolve(std::move(name), bound);
}

rt::StreamPtr ReplicaNetwork::wrap(rt::StreamPtr stream) {
  auto wrapped = std::make_unique<ReplicaStream>(*this, std::move(stream));
  if (state_ == State::killed) {
    wrapped->kill();
  }
  return wrapped;
}

void ReplicaNetwork::set_door(Port& port) const {
  const rt::Door door = state_ == State::killed   ? rt::Door::refuse
                        : state_ == State::paused ? rt::Door::black_hole
                                                  : port.wanted;
  port.listener->door(door);
}

void ReplicaNetwork::set_doors() {
  for (Port& port : ports_) {
    set_door(port);
  }
}

void ReplicaNetwork::kill() {
  state_ = State::killed;
  set_doors();
  for (ReplicaStream* stream : streams_) {
    stream->kill();
  }
  for (const Leaving& leaving : leaving_) {
    leaving.stream->end(End::reset);
  }
  leaving_.clear();
  changed_.notify();
}

void ReplicaNetwork::pause() {
  state_ = State::paused;
  set_doors();
}

void ReplicaNetwork::resume() {
  state_ = State::running;
  set_doors();
  for (ReplicaStream* stream : streams_) {
    stream->resume();
  }
  for (const Leaving& leaving : leaving_) {
    leaving.stream->end(leaving.how);
  }
  leaving_.clear();
  changed_.notify();
}

}  // namespace gameday::rig
