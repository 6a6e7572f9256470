#pragma once
// Waits until a socket has something to read: without a buffer, so that an idle connection holds no
// memory for what may come, and without a system call. Asio's own wait re-arms epoll each time,
// which costs more than the read; its reactor, used directly here (Boost 1.81), does without.
//
// Ends at once where something may be there already: the next read finds out (readiness.hpp).

#include <boost/asio/detail/reactor.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "rt/stream.hpp"
#include "rt/tcp_stream.hpp"

namespace gameday::rt {

/// A socket that lets its registration with the reactor be seen.
class WatchedSocket final : public TcpSocket {
 public:
  using Reactor = asio::detail::reactor;
  explicit WatchedSocket(TcpSocket socket) : TcpSocket(std::move(socket)) {}
  Reactor::per_descriptor_data& registration() { return impl_.get_implementation().reactor_data_; }
};

/// One at a time for each socket. Owns itself while the reactor has it.
class ReadWait final : public asio::detail::reactor_op {
 public:
  using Token = asio::use_awaitable_t<Executor>;
  using Handler = asio::async_result<Token, void(IoResult)>::handler_type;
  /// Told how the wait ended: asio::error::operation_aborted after cancel().
  class Owner {
   public:
    virtual error_code waited(const error_code& ec) = 0;

   protected:
    ~Owner() = default;
  };

  static void start(WatchedSocket::Reactor& reactor, WatchedSocket& socket, Owner& owner,
                    Handler handler);
  static void cancel(WatchedSocket::Reactor& reactor, WatchedSocket& socket, Owner& owner);

 private:
  ReadWait(Owner& owner, Handler handler);
  static status look(asio::detail::reactor_op*) { return done; }
  static void finish(void* loop, asio::detail::operation* base, const error_code& ec,
                     std::size_t bytes);

  Owner& owner_;
  Handler handler_;
};

}  // namespace gameday::rt
