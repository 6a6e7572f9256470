#include "rt/tcp_listener.hpp"

#include <optional>

#include <boost/asio/error.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <netinet/in.h>
#include <netinet/tcp.h>
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
constexpr Duration failed_pause = 10ms;

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
  void plug();
  void unplug();
  bool is_plug(const TcpSocket& socket);

  Loop& loop_;
  Acceptor acceptor_;
  const Address address_;
  Leash accepting_;
  Event door_changed_;
  Door door_ = Door::open;
  std::optional<TcpSocket> plug_;           // black_hole: our own connection, which fills the queue
  std::optional<std::uint16_t> plug_port_;  // of one that is still in the queue
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
    auto token = accepting_.token(bound);
    auto [failed, socket] = co_await acceptor_.async_accept(token);
    const error_code ec = accepting_.release(failed);
    if (!ec && is_plug(socket)) {
      continue;
    }
    if (!ec) {
      co_return stream_over(loop_, std::move(socket));
    }
    // Ended by the bound, or by a door that moved: the top of the loop knows. All else is the
    // misfortune of one connection, or lasts until descriptors are free: accept(2) says try again.
    if (ec != IoError::timed_out && ec != IoError::stopped && door_ == Door::open) {
      const Bound pause = bound.tighter(later(loop_.clock.now(), failed_pause), Limit::none);
      co_await wait_out(loop_, pause);
    }
  }
}

void TcpListener::door(Door door) {
  if (door == door_) {
    return;
  }
  door_ = door;
  const int fd = acceptor_.native_handle();
  unplug();
  if (door == Door::refuse) {
    ::shutdown(fd, SHUT_RD);
    plug_port_.reset();  // the queue was emptied
  } else {
    ::listen(fd, door == Door::open ? backlog : 0);
  }
  if (door == Door::black_hole) {
    plug();
  }
  accepting_.pull();
  door_changed_.notify();
}

/// With a backlog of 0 the kernel still completes one handshake. We take that place ourselves; from
/// then on it drops every SYN.
void TcpListener::plug() {
  error_code ec;
  const asio::ip::tcp::endpoint here = acceptor_.local_endpoint(ec);
  TcpSocket plug(loop_.executor);
  if (!ec) {
    plug.open(here.protocol(), ec);
  }
  if (!ec) {
    plug.native_non_blocking(true, ec);
  }
  if (ec) {
    return;  // no descriptor left: one dialler gets in and hears nothing, which is as good
  }
  // Asio's own connect() would wait; where somebody queues already, this one never gets in.
  ::connect(plug.native_handle(), here.data(), static_cast<socklen_t>(here.size()));
  plug_ = std::move(plug);
}

void TcpListener::unplug() {
  if (!plug_) {
    return;
  }
  tcp_info info{};
  socklen_t size = sizeof(info);
  const bool queued =
      ::getsockopt(plug_->native_handle(), IPPROTO_TCP, TCP_INFO, &info, &size) == 0 &&
      info.tcpi_state == TCP_ESTABLISHED;
  error_code ec;
  const asio::ip::tcp::endpoint there = plug_->local_endpoint(ec);
  if (queued && !ec) {
    plug_port_ = there.port();
  }
  plug_.reset();
}

bool TcpListener::is_plug(const TcpSocket& socket) {
  if (!plug_port_) {
    return false;
  }
  error_code ec;
  const asio::ip::tcp::endpoint peer = socket.remote_endpoint(ec);
  if (ec || peer.port() != *plug_port_) {
    return false;
  }
  plug_port_.reset();
  return true;
}

result<Acceptor> bind(Loop& loop, asio::ip::tcp::endpoint endpoint) {
  const bool any = endpoint.address() == asio::ip::address_v6::any();
  Acceptor acceptor(loop.executor);
  error_code ec;
  acceptor.open(endpoint.protocol(), ec);
  if (any && ec == asio::error::address_family_not_supported) {  // a kernel without IPv6
    endpoint.address(asio::ip::address_v4::any());
    ec.clear();
    acceptor.open(endpoint.protocol(), ec);
  } else if (any && !ec) {
    acceptor.set_option(asio::ip::v6_only(false), ec);
  }
  if (!ec) {
    acceptor.set_option(Acceptor::reuse_address(true), ec);
  }
  if (!ec) {
    acceptor.bind(endpoint, ec);
  }
  if (ec) {
    return translate(ec);
  }
  return acceptor;
}

}  // namespace

result<std::unique_ptr<Listener>> tcp_listen(Loop& loop, const asio::ip::tcp::endpoint& endpoint) {
  result<Acceptor> acceptor = bind(loop, endpoint);
  if (!acceptor) {
    return acceptor.error();
  }
  error_code ec;
  const asio::ip::tcp::endpoint taken = acceptor->local_endpoint(ec);
  if (!ec && endpoint.port() == 0) {
    // A port the kernel chose is not locked: it would choose another one when a refusing door
    // opens again. So we bind a second socket to it by number, while the first still holds it.
    result<Acceptor> locked = bind(loop, taken);
    if (!locked) {
      return locked.error();
    }
    *acceptor = std::move(*locked);
  }
  if (!ec) {
    acceptor->listen(backlog, ec);
  }
  if (ec) {
    return translate(ec);
  }
  Address address{taken.address().to_string(), taken.port()};
  return std::unique_ptr<Listener>(
      std::make_unique<TcpListener>(loop, std::move(*acceptor), std::move(address)));
}

}  // namespace gameday::rt
