#pragma once
// Names to addresses. Numbers and "localhost" are answered at once; the rest asks getaddrinfo(),
// which blocks and cannot be cancelled, so each question has a thread of its own that nobody joins.
// It shares nothing with the world but a desk, where it leaves the answer if the world is still
// there.

#include <map>
#include <memory>
#include <vector>

#include "rt/loop.hpp"
#include "rt/network.hpp"
#include "rt/waiter.hpp"

namespace gameday::rt {

/// Beyond it the answer is `exhausted`: a resolver that hangs must not eat all threads.
inline constexpr std::size_t most_lookups = 64;

class Resolver {
 public:
  explicit Resolver(Loop& loop);
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  awaitable<result<std::vector<Address>>> resolve(Address name, Bound bound);
  /// Before the io_context dies.
  void close();

 private:
  struct Desk;
  struct Question;
  using Answer = result<std::vector<Address>>;
  static Answer ask(const Address& name);
  bool start(std::uint64_t ticket, Address name);
  void answered(std::uint64_t ticket, Answer answer);

  Loop& loop_;
  std::shared_ptr<Desk> desk_;
  std::map<std::uint64_t, Question*> open_;  // those somebody still waits for
  std::uint64_t next_ticket_ = 0;
  std::size_t running_ = 0;
};

}  // namespace gameday::rt
