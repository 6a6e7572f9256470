#include "rig/replica.hpp"

#include "base/assert.hpp"
#include "rig/places.hpp"

namespace gameday::rig {

Replica::Replica(rt::World& world, gateway::Options options, Seed seed, bool mortal)
    : outer_(world),
      network_(mortal ? std::make_unique<ReplicaNetwork>(world) : nullptr),
      world_{world.executor, world.clock, mortal ? *network_ : world.network, world.tasks,
             world.seed},
      options_(std::move(options)),
      seed_(seed),
      address_(any_port) {}

std::string Replica::start() {
  gateway_ = std::make_unique<gateway::Gateway>(world_, options_, seed_);
  const auto address = gateway_->start(address_);
  if (!address) {
    return address.error().message();
  }
  address_ = *address;
  return {};
}

/// Whoever is connected learns it at this instant; the rest is cleaning up.
rt::awaitable<void> Replica::kill() {
  network_->kill();
  if (gateway_) {
    const rt::Bound at_once{outer_.now(), rt::Limit::drain, nullptr};
    co_await gateway_->stop(at_once);
    gateway_.reset();
  }
}

std::string Replica::revive() {
  network_->resume();
  return gateway_ ? std::string() : start();
}

rt::awaitable<std::string> Replica::act(scenario::Act act) {
  CHECK(network_ != nullptr, "who is acted on has a network of its own");
  std::string problem;
  switch (act) {
    case scenario::Act::kill:
      co_await kill();
      break;
    case scenario::Act::restart:
      co_await kill();
      problem = revive();
      break;
    case scenario::Act::pause:
      network_->pause();
      break;
    case scenario::Act::resume:
      network_->resume();
      break;
  }
  co_return problem;
}

rt::awaitable<std::string> Replica::make_whole() {
  std::string problem;
  if (network_ && network_->state() != ReplicaNetwork::State::running) {
    problem = revive();
  }
  co_return problem;
}

rt::awaitable<void> Replica::take_down(rt::Bound bound) {
  if (network_ && network_->state() == ReplicaNetwork::State::paused) {
    network_->kill();  // else whoever waits for it waits for ever
  }
  if (gateway_) {
    co_await gateway_->stop(bound);
    gateway_.reset();
  }
}

}  // namespace gameday::rig
