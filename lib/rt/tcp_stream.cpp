#include "rt/tcp_stream.hpp"

#include <boost/asio/post.hpp>
#include <linux/sockios.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>

#include "base/assert.hpp"
#include "rt/error.hpp"
#include "rt/leash.hpp"
#include "rt/read_wait.hpp"
#include "rt/readiness.hpp"

namespace gameday::rt {
namespace {

class TcpStream final : public ByteStream, private ReadWait::Owner {
 public:
  TcpStream(Loop& loop, TcpSocket socket)
      : loop_(loop),
        reactor_(asio::use_service<WatchedSocket::Reactor>(loop.executor.context())),
        socket_(std::move(socket)),
        readiness_(reactor_, socket_),
        reading_(loop.clock),
        writing_(loop.clock) {
    // A peer that is gone already says so at the first read.
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  }

  /// The operation that completes the caller's await is Asio's own read: no frame of ours between.
  awaitable<IoResult> read_some(std::span<std::byte> into, Bound bound) override {
    return asio::async_initiate<const Token, void(IoResult)>(
        [this, into, bound](Handler caller) { start_read(std::move(caller), into, bound); },
        Token{});
  }

  IoResult try_read(std::span<std::byte> into) override {
    if (!readiness_.maybe()) {
      return {0, IoError::would_block};
    }
    error_code ec;
    const std::size_t n = socket_.read_some(asio::buffer(into.data(), into.size()), ec);
    const error_code said = learn(translate(ec));
    if (!said || said == IoError::would_block) {
      readiness_.took(n, into.size());
    }
    return {n, said};
  }

  IoResult try_write(std::span<const asio::const_buffer> buffers) override {
    error_code ec;
    // One buffer goes by send(), which is cheaper than sendmsg().
    const std::size_t n = buffers.size() == 1 ? socket_.write_some(buffers.front(), ec)
                                              : socket_.write_some(buffers, ec);
    return {n, learn(translate(ec))};
  }

  awaitable<error_code> writable(Bound bound) override {
    if (bound.over(loop_.clock.now())) {
      const error_code over = co_await wait_out(loop_, bound);
      co_return over;
    }
    auto token = writing_.token(bound);
    const auto [ec] = co_await socket_.async_wait(TcpSocket::wait_write, token);
    co_return learn(writing_.release(ec));
  }

  awaitable<error_code> said(Bound) override { co_return error_code{}; }

  std::size_t unsent() const override;
  void end(End how) noexcept override;

 private:
  using Token = asio::use_awaitable_t<Executor>;
  using Handler = asio::async_result<Token, void(IoResult)>::handler_type;
  struct ReadDone;
  void start_read(Handler caller, std::span<std::byte> into, const Bound& bound);
  error_code waited(const error_code& ec) override { return learn(reading_.release(ec)); }

  /// The kernel reports a reset once, then calls it an end of file: we remember.
  error_code learn(const error_code& ec) {
    if (!ec) {
      return ec;
    }
    if (ec == IoError::stopped && !socket_.is_open()) {
      return IoError::reset;  // our own end() while we waited
    }
    if (ec == IoError::reset) {
      reset_ = true;
    }
    return reset_ && ec == IoError::eof ? error_code(IoError::reset) : ec;
  }

  Loop& loop_;
  WatchedSocket::Reactor& reactor_;
  WatchedSocket socket_;
  Readiness readiness_;
  Leash reading_;
  Leash writing_;
  bool reset_ = false;
};

struct TcpStream::ReadDone {
  using executor_type = Executor;
  using cancellation_slot_type = asio::cancellation_slot;
  executor_type get_executor() const noexcept { return stream->loop_.executor; }
  cancellation_slot_type get_cancellation_slot() const noexcept { return slot; }

  void operator()(const error_code& ec, std::size_t n) {
    const IoResult read{n, stream->learn(stream->reading_.release(ec))};
    if (!read.ec) {
      stream->readiness_.took(n, room);
    } else if (read.ec == IoError::eof || read.ec == IoError::reset) {
      stream->readiness_.found_the_end();
    }
    std::move(caller)(read);
  }

  TcpStream* stream;
  std::size_t room;
  asio::cancellation_slot slot;
  Handler caller;
};

void TcpStream::start_read(Handler caller, std::span<std::byte> into, const Bound& bound) {
  const bool late = bound.due != never && loop_.clock.now() >= bound.due;
  if (late || bound.stopped()) {
    const IoResult over{0, bound.stopped() ? IoError::stopped : IoError::timed_out};
    asio::post(loop_.executor,
               [over, caller = std::move(caller)]() mutable { std::move(caller)(over); });
    return;
  }
  asio::cancellation_slot slot = reading_.hold(bound);
  if (into.empty()) {
    slot.assign([this](asio::cancellation_type) { ReadWait::cancel(reactor_, socket_, *this); });
    ReadWait::start(reactor_, socket_, *this, std::move(caller));
    return;
  }
  socket_.async_read_some(asio::buffer(into.data(), into.size()),
                          ReadDone{this, into.size(), slot, std::move(caller)});
}

std::size_t TcpStream::unsent() const {
  // Asio wants a non-const socket for its handle; the system calls below change nothing.
  const int fd = const_cast<WatchedSocket&>(socket_).native_handle();
  // A connection that is gone keeps its count, but nothing of it will ever be sent.
  tcp_info info{};
  socklen_t size = sizeof(info);
  if (::getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 || info.tcpi_state == TCP_CLOSE) {
    return 0;
  }
  int bytes = 0;
  return ::ioctl(fd, SIOCOUTQ, &bytes) == 0 ? static_cast<std::size_t>(bytes) : 0;
}

void TcpStream::end(End how) noexcept {
  error_code ignored;  // the peer may have been faster
  switch (how) {
    case End::half_close:
      socket_.shutdown(TcpSocket::shutdown_send, ignored);
      break;
    case End::reset:
      socket_.set_option(TcpSocket::linger(true, 0), ignored);
      socket_.close(ignored);
      break;
    case End::close:
      socket_.close(ignored);
      break;
  }
}

}  // namespace

StreamPtr stream_over(Loop& loop, TcpSocket socket) {
  return std::make_unique<TcpStream>(loop, std::move(socket));
}

}  // namespace gameday::rt
