#pragma once
// One listening port: accepts connections, up to a number at a time, and serves each in a task of
// its own, so that a slow one never keeps the next from being accepted.
//
// What a connection is for is not known here. Serving must obey stopping(): once it is requested
// nothing may go on. Starts once. Lives on its World's thread.

#include <cstdint>
#include <functional>
#include <memory>
#include <string_view>

#include "rt/event.hpp"

namespace gameday::rt {

class Acceptor {
 public:
  struct Options {
    std::size_t most = 0;      // connections at a time; more wait in the kernel's backlog
    std::string_view accepts;  // literals, for the dump of tasks
    std::string_view serves;
  };
  /// Owns the stream; `id` counts from 1.
  using Serve = std::function<awaitable<void>(StreamPtr stream, std::uint64_t id)>;

  Acceptor(World& world, Options options, Serve serve);
  /// After stop() has returned, or without a start().
  ~Acceptor() = default;
  Acceptor(const Acceptor&) = delete;
  Acceptor& operator=(const Acceptor&) = delete;

  result<Address> start(const Address& address);
  /// With a port that another one has released.
  void start(std::unique_ptr<Listener> port);
  /// No new connections; those there are go on. The port is the caller's, with who knocks at it.
  awaitable<std::unique_ptr<Listener>> release();
  /// As start() returned it; empty before.
  const Address& address() const { return address_; }
  std::size_t open() const { return open_; }
  /// What becomes of new connections; only after start().
  void door(Door door) { listener_->door(door); }
  bool listening() const { return listener_ != nullptr; }

  /// Requested when no new connection is taken any more …
  Stop& draining() { return draining_; }
  /// … and when those that are open must end at once.
  Stop& stopping() { return stopping_; }

  /// No new connections; those there are may end by themselves until `bound`, then they must.
  awaitable<void> stop(Bound bound);

 private:
  awaitable<void> accept_all();
  awaitable<void> serve_one(StreamPtr stream, std::uint64_t id);

  World& world_;
  const Options options_;
  const Serve serve_;
  TaskGroup tasks_;
  Event one_left_;
  Stop draining_;
  Stop accepting_{draining_};  // ends it alone
  Event accepting_over_;
  Stop stopping_;
  std::unique_ptr<Listener> listener_;
  Address address_;
  bool accepting_now_ = false;
  std::size_t open_ = 0;
  std::uint64_t accepted_ = 0;
};

}  // namespace gameday::rt
