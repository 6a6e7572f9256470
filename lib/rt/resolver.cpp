#include "rt/resolver.hpp"

#include <algorithm>
#include <mutex>
#include <system_error>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <netdb.h>

#include "rt/error.hpp"

namespace gameday::rt {

/// Shared with the threads; `resolver` is null once the world has gone.
struct Resolver::Desk {
  std::mutex mutex;
  Resolver* resolver;
};

struct Resolver::Question {
  explicit Question(Loop& loop) : waiter(loop) {}
  Waiter waiter;
  Answer answer = IoError::dns_failure;
};

Resolver::Resolver(Loop& loop) : loop_(loop), desk_(std::make_shared<Desk>()) {
  desk_->resolver = this;
}

Resolver::~Resolver() {
  close();
}

void Resolver::close() {
  const std::lock_guard lock(desk_->mutex);
  desk_->resolver = nullptr;
}

awaitable<result<std::vector<Address>>> Resolver::resolve(Address name, Bound bound) {
  error_code not_a_number;
  asio::ip::make_address(name.host, not_a_number);
  if (!not_a_number || name.host == "localhost") {
    std::vector<Address> known{std::move(name)};
    known.front().host = not_a_number ? "127.0.0.1" : known.front().host;
    co_return known;
  }
  const std::uint64_t ticket = next_ticket_++;
  if (bound.over(loop_.clock.now())) {
    const error_code over = co_await wait_out(loop_, bound);
    co_return over;
  }
  if (!start(ticket, std::move(name))) {
    co_return IoError::exhausted;
  }
  Question question(loop_);
  open_.emplace(ticket, &question);
  const Woken woken = co_await question.waiter.wait(bound);
  const bool in_time = open_.erase(ticket) == 0;
  if (!in_time) {
    co_return to_error(woken);
  }
  co_return std::move(question.answer);
}

bool Resolver::start(std::uint64_t ticket, Address name) {
  if (running_ >= most_lookups) {
    return false;
  }
  try {
    std::thread([desk = desk_, ticket, name = std::move(name)] {
      Answer answer = ask(name);
      const std::lock_guard lock(desk->mutex);
      Resolver* const resolver = desk->resolver;
      if (resolver != nullptr) {
        asio::post(resolver->loop_.executor,
                   [resolver, ticket, answer = std::move(answer)]() mutable {
                     resolver->answered(ticket, std::move(answer));
                   });
      }
    }).detach();
  } catch (const std::system_error&) {
    return false;  // no more threads
  }
  ++running_;
  return true;
}

void Resolver::answered(std::uint64_t ticket, Answer answer) {
  --running_;
  const auto it = open_.find(ticket);
  if (it != open_.end()) {
    it->second->answer = std::move(answer);
    it->second->waiter.wake();
    open_.erase(it);
  }
}

Resolver::Answer Resolver::ask(const Address& name) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  const int failed = ::getaddrinfo(name.host.c_str(), nullptr, &hints, &found);
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  if (failed != 0) {
    const bool unknown = failed == EAI_NONAME || failed == EAI_NODATA;
    return unknown ? IoError::no_such_host : IoError::dns_failure;
  }
  std::vector<Address> addresses;
  for (const addrinfo* it = found; it != nullptr; it = it->ai_next) {
    asio::ip::tcp::endpoint endpoint;
    std::copy_n(reinterpret_cast<const std::byte*>(it->ai_addr), it->ai_addrlen,
                reinterpret_cast<std::byte*>(endpoint.data()));
    addresses.push_back(Address{endpoint.address().to_string(), name.port});
  }
  return addresses;
}

}  // namespace gameday::rt
