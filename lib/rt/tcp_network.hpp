#pragma once
// The kernel's network.

#include "rt/network.hpp"
#include "rt/resolver.hpp"

namespace gameday::rt {

class TcpNetwork final : public Network {
 public:
  explicit TcpNetwork(Loop& loop) : loop_(loop), resolver_(loop) {}

  result<std::unique_ptr<Listener>> listen(const Address& address) override;
  awaitable<result<StreamPtr>> dial(Address address, Bound bound) override;
  awaitable<result<std::vector<Address>>> resolve(Address name, Bound bound) override;
  /// Before the io_context dies.
  void close() { resolver_.close(); }

 private:
  awaitable<result<StreamPtr>> connect(Address address, Bound bound);

  Loop& loop_;
  Resolver resolver_;
};

}  // namespace gameday::rt
