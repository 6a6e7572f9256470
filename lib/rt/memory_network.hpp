#pragma once
// Connections in memory between names. Every name exists; a dial costs one delivery and is refused
// where nobody listens. Port 0 takes the next free one from 20000 upwards, so ports are the same in
// every run. Addresses match exactly as they are written, but for a listener on `::`: it has its
// port to itself, whatever name is dialled.

#include <map>

#include "rt/loop.hpp"
#include "rt/network.hpp"

namespace gameday::rt {

class MemoryListener;

class MemoryNetwork final : public Network {
 public:
  explicit MemoryNetwork(Loop& loop);

  result<std::unique_ptr<Listener>> listen(const Address& address) override;
  awaitable<result<StreamPtr>> dial(Address address, Bound bound) override;
  awaitable<result<std::vector<Address>>> resolve(Address name, Bound bound) override;

 private:
  friend class MemoryListener;

  /// One delivery's time, begun `after` now; the error when the bound ended before it.
  awaitable<error_code> travel(Bound bound, Duration after = Duration::zero());
  result<Address> with_port(const Address& address);
  bool is_taken(const Address& address) const;
  MemoryListener* listener_at(const Address& address) const;
  void forget(const Address& address);

  Loop& loop_;
  std::map<Address, MemoryListener*> listeners_;
  std::uint16_t next_port_;
};

}  // namespace gameday::rt
