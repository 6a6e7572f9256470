#pragma once
// The network as a client of ours sees it whose name lookups may go wrong: before it connects to
// what stands in for a provider, it looks that provider's name up. Elsewhere, and for what is kept
// open, it looks nothing up. Single thread: that of the client, which it outlives.

#include <map>

#include "rig/lookups.hpp"
#include "rt/world.hpp"

namespace gameday::rig {

class LookupNetwork final : public rt::Network {
 public:
  /// On top of the network of `lookups`' world; for one replica, or the only client there is.
  explicit LookupNetwork(Lookups& lookups, std::uint16_t replica = 1);

  /// Whoever dials this address means that provider.
  void stands_for(const rt::Address& address, std::uint16_t provider);
  /// The same world, with this network.
  rt::World& world() { return world_; }

  result<std::unique_ptr<rt::Listener>> listen(const rt::Address& address) override;
  rt::awaitable<result<rt::StreamPtr>> dial(rt::Address address, rt::Bound bound) override;
  rt::awaitable<result<std::vector<rt::Address>>> resolve(rt::Address name,
                                                          rt::Bound bound) override;

 private:
  bool hits(const rt::Address& address) const;
  rt::awaitable<result<rt::StreamPtr>> dial_resolved(rt::Address address, rt::Bound bound);
  rt::awaitable<result<std::vector<rt::Address>>> look_up(rt::Address name, rt::Bound bound);

  Lookups& lookups_;
  const std::uint16_t replica_;
  rt::Network& inner_;
  rt::World world_;
  std::map<rt::Address, std::uint16_t> providers_;
};

}  // namespace gameday::rig
