#include "proxy/tcp_link.hpp"

#include "rt/closing.hpp"
#include "rt/error.hpp"

namespace gameday::proxy {
namespace {

// Requests and events of a stream fit; a link that is idle holds two of them.
constexpr std::size_t usual_read = 4 * 1024;
// While reads come back full, a body is on its way: fewer and larger ones (half a socket's buffer).
constexpr std::size_t large_read = 32 * 1024;
// A reset discards what the peer has not taken; one that takes nothing must not put it off.
constexpr Duration reset_drain_time = 1s;

}  // namespace

TcpLink::TcpLink(rt::World& world, rt::StreamPtr client, rt::StreamPtr upstream, rt::Stop& stop)
    : world_(world),
      client_(std::move(client)),
      upstream_(std::move(upstream)),
      stop_(stop),
      over_(stop),
      pumps_(world.executor) {}

rt::awaitable<void> TcpLink::run() {
  pumps_.spawn("proxy: tcp, upwards", pump(*client_, *upstream_, true));
  pumps_.spawn("proxy: tcp, downwards", pump(*upstream_, *client_, false));
  co_await pumps_.join(rt::Bound{});
  if (over_.requested()) {
    co_await break_off();
    co_return;
  }
  client_->end(End::close);
  upstream_->end(End::close);
}

rt::awaitable<void> TcpLink::pump(rt::ByteStream& from, rt::ByteStream& into, bool watched) {
  const rt::Bound bound{never, rt::Limit::none, &over_};
  std::vector<std::byte> buffer(usual_read);
  while (true) {
    const rt::IoResult read = co_await from.read_some(buffer, bound);
    if (read.ec == rt::IoError::eof) {
      into.end(End::half_close);
      co_return;
    }
    error_code ec = read.ec;
    rt::ByteStream* const gone = ec ? &from : &into;
    if (!ec) {
      const auto bytes = std::span<const std::byte>(buffer).first(read.n);
      if (watched && watch_) {
        watch_(bytes);
      }
      const rt::asio::const_buffer whole(bytes.data(), bytes.size());
      ec = co_await rt::write_all(into, std::span(&whole, 1), bound);
    }
    if (ec) {
      if (!over_.requested()) {
        gone_ = gone;
        over_.request(rt::Why::plan_changed);
      }
      co_return;
    }
    if (read.n == buffer.size() && buffer.size() != large_read) {
      buffer = std::vector<std::byte>(large_read);
    } else if (read.n < usual_read && buffer.size() != usual_read) {
      buffer = std::vector<std::byte>(usual_read);
    }
  }
}

/// What came before a reset is delivered first; at the proxy's own end nothing is.
rt::awaitable<void> TcpLink::break_off() {
  for (rt::ByteStream* const end : {client_.get(), upstream_.get()}) {
    if (end != gone_ && !stop_.requested()) {
      const TimePoint due = later(world_.now(), reset_drain_time);
      const rt::Bound draining{due, rt::Limit::drain, &stop_};
      co_await rt::drained(world_, *end, draining);
    }
    end->end(End::reset);
  }
}

}  // namespace gameday::proxy
