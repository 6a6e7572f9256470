#include "rig/lookup_network.hpp"

namespace gameday::rig {

LookupNetwork::LookupNetwork(Lookups& lookups, std::uint16_t replica)
    : lookups_(lookups),
      replica_(replica),
      inner_(lookups.world().network),
      world_{lookups.world().executor, lookups.world().clock, *this, lookups.world().tasks,
             lookups.world().seed} {}

void LookupNetwork::stands_for(const rt::Address& address, std::uint16_t provider) {
  providers_[address] = provider;
}

result<std::unique_ptr<rt::Listener>> LookupNetwork::listen(const rt::Address& address) {
  return inner_.listen(address);
}

bool LookupNetwork::hits(const rt::Address& address) const {
  const auto found = providers_.find(address);
  return found != providers_.end() && lookups_.hit(found->second, replica_);
}

rt::awaitable<result<rt::StreamPtr>> LookupNetwork::dial(rt::Address address, rt::Bound bound) {
  return hits(address) ? dial_resolved(std::move(address), bound)
                       : inner_.dial(std::move(address), bound);
}

rt::awaitable<result<std::vector<rt::Address>>> LookupNetwork::resolve(rt::Address name,
                                                                       rt::Bound bound) {
  return hits(name) ? look_up(std::move(name), bound) : inner_.resolve(std::move(name), bound);
}

rt::awaitable<result<rt::StreamPtr>> LookupNetwork::dial_resolved(rt::Address address,
                                                                  rt::Bound bound) {
  const auto resolved = co_await look_up(address, bound);
  if (!resolved) {
    co_return resolved.error();
  }
  co_return co_await inner_.dial(std::move(address), bound);
}

/// The question is asked all the same: in memory it takes its time, and time has to go on where
/// somebody asks again and again.
rt::awaitable<result<std::vector<rt::Address>>> LookupNetwork::look_up(rt::Address name,
                                                                       rt::Bound bound) {
  const std::uint16_t provider = providers_.at(name);
  auto resolved = co_await inner_.resolve(std::move(name), bound);
  if (!resolved) {
    co_return resolved.error();
  }
  const error_code ec = co_await lookups_.look_up(provider, replica_, bound);
  if (ec) {
    co_return ec;
  }
  co_return std::move(resolved);
}

}  // namespace gameday::rig
