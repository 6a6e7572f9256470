#include "rt/memory_network.hpp"

#include <algorithm>

#include "rt/error.hpp"
#include "rt/memory_listener.hpp"
#include "rt/memory_pipe.hpp"

namespace gameday::rt {
namespace {

constexpr std::uint16_t first_port = 20000;  // above what people write into their files
constexpr std::uint16_t last_port = 65535;
constexpr std::string_view wildcard = "::";
// When a SYN that nobody answered is sent again: RFC 6298, 2.1; then doubled.
constexpr Duration first_knock_again = 1s;

}  // namespace

MemoryNetwork::MemoryNetwork(Loop& loop) : loop_(loop), next_port_(first_port) {}

result<std::unique_ptr<Listener>> MemoryNetwork::listen(const Address& address) {
  const result<Address> taken = with_port(address);
  if (!taken) {
    return taken.error();
  }
  auto listener = std::make_unique<MemoryListener>(*this, loop_, *taken);
  listeners_.emplace(*taken, listener.get());
  return std::unique_ptr<Listener>(std::move(listener));
}

result<Address> MemoryNetwork::with_port(const Address& address) {
  if (address.port != 0) {
    return is_taken(address) ? result<Address>(IoError::in_use) : address;
  }
  for (int tries = first_port; tries <= last_port; ++tries) {
    const Address candidate{address.host, next_port_};
    next_port_ = next_port_ == last_port ? first_port : static_cast<std::uint16_t>(next_port_ + 1);
    if (!is_taken(candidate)) {
      return candidate;
    }
  }
  return IoError::exhausted;
}

bool MemoryNetwork::is_taken(const Address& address) const {
  if (listener_at(address) != nullptr) {
    return true;
  }
  const auto same_port = [&](const auto& each) { return each.first.port == address.port; };
  return address.host == wildcard && std::ranges::any_of(listeners_, same_port);
}

MemoryListener* MemoryNetwork::listener_at(const Address& address) const {
  auto it = listeners_.find(address);
  if (it == listeners_.end()) {
    it = listeners_.find(Address{std::string(wildcard), address.port});
  }
  return it == listeners_.end() ? nullptr : it->second;
}

awaitable<error_code> MemoryNetwork::travel(Bound bound, Duration after) {
  const TimePoint there = later(loop_.clock.now(), after + memory_delivery);
  Waiter waiter(loop_);
  const Woken woken = co_await waiter.wait(bound.tighter(there, Limit::none));
  const bool arrived = woken == Woken::timed_out && there < bound.due;
  co_return arrived ? error_code{} : to_error(woken);
}

awaitable<result<StreamPtr>> MemoryNetwork::dial(Address address, Bound bound) {
  Duration wait = first_knock_again;
  error_code ec = co_await travel(bound);
  while (!ec) {
    MemoryListener* const listener = listener_at(address);
    if (listener == nullptr || listener->door() == Door::refuse) {
      co_return IoError::refused;
    }
    if (listener->door() == Door::open && listener->has_room()) {
      co_return listener->connect();
    }
    ec = co_await travel(bound, wait);
    wait *= 2;
  }
  co_return ec;
}

awaitable<result<std::vector<Address>>> MemoryNetwork::resolve(Address name, Bound bound) {
  const error_code ec = co_await travel(bound);
  if (ec) {
    co_return ec;
  }
  std::vector<Address> addresses;
  addresses.push_back(std::move(name));
  co_return addresses;
}

void MemoryNetwork::forget(const Address& address) {
  listeners_.erase(address);
}

}  // namespace gameday::rt
