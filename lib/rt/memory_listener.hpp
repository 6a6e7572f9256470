#pragma once
// Where dials in memory arrive. Owned by whoever called listen(); the network knows it until it
// dies.

#include <deque>

#include "rt/memory_network.hpp"
#include "rt/waiter.hpp"

namespace gameday::rt {

/// As our TCP listeners: beyond it a dialler hears nothing.
inline constexpr std::size_t listen_backlog = 4096;

class MemoryListener final : public Listener {
 public:
  MemoryListener(MemoryNetwork& network, Loop& loop, Address address);
  ~MemoryListener() override;
  MemoryListener(const MemoryListener&) = delete;
  MemoryListener& operator=(const MemoryListener&) = delete;

  awaitable<result<StreamPtr>> accept(Bound bound) override;
  Address address() const override { return address_; }
  void door(Door door) override;

  Door door() const { return door_; }
  bool has_room() const { return backlog_.size() < listen_backlog; }
  /// The dialler's end of a new connection.
  StreamPtr connect();

 private:
  void turn_away();

  MemoryNetwork& network_;
  Loop& loop_;
  const Address address_;
  Door door_ = Door::open;
  std::deque<StreamPtr> backlog_;
  Waiter acceptor_;
};

}  // namespace gameday::rt
