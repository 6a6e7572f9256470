#include "rt/tcp_listener.hpp"

#include <sys/socket.h>

#include "rt/error.hpp"
#include "rt/event.hpp"
#include "rt/leash.hpp"
#include "rt/tcp_stream.hpp"

namespace gameday::rt {
namespace {

// A burst of a second at 4,000 connections/s while the thread is busy; the kernel may cap it.
constexpr int backlog = 4096;
// Out of descriptors, accept() fails at once and for ever: look again when some may be free.
constexpr Duration exhausted_pause = 10ms;

using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

class TcpListener final : public Listener {
 public:
  TcpListener(Loop& loop, Acceptor acceptor, Address address)
      : loop_(loop),
        acceptor_(std::move(acceptor)),
        address_(std::move(address)),
        accepting_(loop.clock),
        door_changed_(loop) {}

  awaitable<result<StreamPtr>> accept(Bound bound) override;
  Address address() const override { return address_; }
  void door(Door door) override;

 private:
  Loop& loop_;
  Acceptor acceptor_;
  const Address address_;
  Leash accepting_;
  Event door_changed_;
  Door door_ = Door::open;
};

awaitable<result<StreamPtr>> TcpListener::accept(Bound bound) {
  for (;;) {
    if (bound.over(loop_.clock.now())) {
      const error_code over = co_await wait_out(loop_, bound);
      co_return over;
    }
    if (door_ != Door::open) {
      co_await door_changed_.wait(bound);
      continue;
    }
    auto token = accepting_.hold(bound);
    auto [failed, socket] = co_await acceptor_.async_accept(token);
    const error_code ec = accepting_.release(failed);
    if (!ec) {
      co_return stream_over(loop_, std::move(socket));
    }
    if (ec == IoError::exhausted) {
      const Bound pause = bound.tighter(later(loop_.clock.now(), exhausted_pause), Limit::none);
      co_await wait_out(loop_, pause);
    } else if (door_ == Door::open) {
      co_return ec;
    }
  }
}

void TcpListener::door(Door door) {
  if (door == door_) {
    return;
  }
  door_ = door;
  const int fd = acceptor_.native_handle();
  if (door == Door::refuse) {
    ::shutdown(fd, SHUT_RD);
  } else {
    ::listen(fd, door == Door::open ? backlog : 0);
  }
  accepting_.pull();
  door_changed_.notify();
}

}  // namespace

result<std::unique_ptr<Listener>> tcp_listen(Loop& loop, const asio::ip::tcp::endpoint& endpoint) {
  Acceptor acceptor(loop.executor);
  error_code ec;
  acceptor.open(endpoint.protocol(), ec);
  if (!ec) {
    acceptor.set_option(Acceptor::reuse_address(true), ec);
  }
  if (!ec) {
    acceptor.bind(endpoint, ec);
  }
  if (!ec) {
    acceptor.listen(backlog, ec);
  }
  if (ec) {
    return translate(ec);
  }
  const asio::ip::tcp::endpoint bound = acceptor.local_endpoint(ec);
  Address address{bound.address().to_string(), bound.port()};
  return std::unique_ptr<Listener>(
      std::make_unique<TcpListener>(loop, std::move(acceptor), std::move(address)));
}

}  // namespace gameday::rt
