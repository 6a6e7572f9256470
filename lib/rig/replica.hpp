#pragma once
// One gateway of an arm, with everything that is its own: breakers, keys, pools and, where
// something may befall it alone, its network. Lives, and is used, on the gateways' thread only.

#include <memory>
#include <string>

#include "gateway/gateway.hpp"
#include "rig/replica_network.hpp"
#include "scenario/options.hpp"

namespace gameday::rig {

class Replica {
 public:
  /// Where nobody acts on it (`mortal` false), it uses the world's network directly.
  Replica(rt::World& world, gateway::Options options, Seed seed, bool mortal);

  /// Empty, or why it cannot listen. Later starts are in the same place.
  std::string start();
  const rt::Address& address() const { return address_; }

  /// Empty, or why it could not start again. config has checked that the order makes sense.
  rt::awaitable<std::string> act(scenario::Act act);
  /// Running: goes on after a pause, starts afresh after a kill.
  rt::awaitable<std::string> make_whole();
  rt::awaitable<void> take_down(rt::Bound bound);

 private:
  rt::awaitable<void> kill();
  std::string revive();

  rt::World& outer_;
  std::unique_ptr<ReplicaNetwork> network_;
  rt::World world_;
  const gateway::Options options_;
  const Seed seed_;
  rt::Address address_;
  std::unique_ptr<gateway::Gateway> gateway_;
};

}  // namespace gameday::rig
