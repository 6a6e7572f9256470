#pragma once
// Whether a socket may have something to read, without asking the kernel. Epoll tells of each
// arrival once; Asio's reactor notes it and keeps the note to itself. With it, a read that is bound
// to find nothing is no system call: after an answer, before the next request, two of three reads.
//
// A read that came back short has emptied the socket (epoll(7), "the read/write I/O space is
// exhausted"), unless it stopped at urgent data, or the peer has said FIN as well: that is told
// apart by EPOLLRDHUP, which Asio does not subscribe to, so we do. Made for Boost 1.81; single
// thread, that of the reactor.

#include "rt/read_wait.hpp"

namespace gameday::rt {

class Readiness {
 public:
  /// Both outlive this; `socket` is open.
  Readiness(WatchedSocket::Reactor& reactor, WatchedSocket& socket)
      : reactor_(reactor), socket_(socket) {}

  /// False: the last read emptied it, and nothing has come since.
  bool maybe() const;
  /// A read of `room` bytes took `n`; zero: it found nothing.
  void took(std::size_t n, std::size_t room);
  /// A read of Asio's found FIN or RST, after which the reactor expects nothing: the next one shall
  /// find it too.
  void found_the_end();

 private:
  /// Costs a system call, so connections that do not live long go without.
  void subscribe();

  WatchedSocket::Reactor& reactor_;
  WatchedSocket& socket_;
  int short_reads_ = 0;
  bool subscribed_ = false;
};

}  // namespace gameday::rt
