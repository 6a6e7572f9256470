// The half of a connection that handlers see, and the watch for clients that leave.

#include "http/refusal.hpp"
#include "http/server_connection.hpp"
#include "rt/closing.hpp"
#include "rt/error.hpp"

namespace gameday::http {

using rt::IoError;

namespace {

// A reset discards what the peer has not taken; one that takes nothing must not put it off.
constexpr Duration reset_drain_time = 1s;

}  // namespace

rt::Bound ServerConnection::owned(rt::Bound bound) const {
  return bound.stop == nullptr ? bound.with(*stop_) : bound;
}

bool ServerConnection::will_close() const {
  return close_after_ || !body_over_ || !reader_.head().keep_alive || last_request_->requested();
}

rt::awaitable<result<BodyPart>> ServerConnection::read_part(rt::Bound bound) {
  if (watching_) {
    co_await end_watch();
  }
  input_.drop(std::exchange(used_, 0));
  if (body_over_) {
    BodyPart last;
    last.end = true;
    co_return last;
  }
  reading_ = true;
  while (true) {
    const Piece piece = reader_.next(input_.bytes());
    if (piece.what == Piece::What::bad) {
      refusal_ = status_for(reader_.why());
      co_return part_failed(IoError::other);
    }
    if (piece.what != Piece::What::need_more) {
      reading_ = false;
      used_ = piece.consumed;
      body_over_ = piece.what == Piece::What::end;
      BodyPart part{piece.wire, piece.payload, body_over_};
      co_return part;
    }
    if (reader_.head().expects_continue && !continued_ && !wrote_) {
      const error_code told = co_await send_continue(bound);
      if (told) {
        co_return part_failed(told);
      }
    }
    const TimePoint due = later(context_.world.now(), context_.limits.body_time);
    const error_code ec = co_await fill(owned(bound).tighter(due, rt::Limit::idle));
    if (ec) {
      co_return part_failed(ec);
    }
  }
}

error_code ServerConnection::part_failed(const error_code& ec) {
  reading_ = false;
  if (ec == IoError::timed_out) {
    refusal_ = 408;
  } else if (lost_) {  // in the middle of its request: that is no half-close
    stop_->request(rt::Why::client_gone);
  }
  return ec;
}

/// Only a client that still waits is told: one whose body is on its way needs no 100.
rt::awaitable<error_code> ServerConnection::send_continue(rt::Bound bound) {
  continued_ = true;
  if (!input_.empty() || !ahead_.empty()) {
    co_return error_code{};
  }
  const error_code ec = co_await write_all("HTTP/1.1 100 Continue\r\n\r\n", owned(bound));
  co_return ec;
}

rt::awaitable<error_code> ServerConnection::write(std::string_view bytes, rt::Bound bound) {
  if (ended_ || write_failed_) {
    co_return ended_ ? make_error_code(IoError::reset) : write_failed_;
  }
  wrote_ = true;
  write_failed_ = co_await write_all(bytes, owned(bound));
  if (write_failed_ == IoError::reset) {
    lost(write_failed_);
  }
  co_return write_failed_;
}

rt::awaitable<void> ServerConnection::end(End how, rt::Bound bound) {
  if (ended_) {
    co_return;
  }
  ended_ = how;
  if (how == End::reset) {
    const TimePoint due = later(context_.world.now(), reset_drain_time);
    const rt::Bound draining = owned(bound).tighter(due, rt::Limit::drain);
    co_await rt::drained(context_.world, *stream_, draining);
  }
  stream_->end(how);
}

void ServerConnection::fired(TimePoint now) {
  if (!answering_ || watching_ || lost_ || ended_) {
    return;
  }
  const TimePoint due = later(since_, watch_after);
  if (now < due || reading_) {  // armed by an earlier request, or somebody listens already
    context_.world.clock.at(now < due ? due : later(now, watch_after), *this);
    return;
  }
  watching_ = true;
  watch_stop_.emplace(context_.stopping);
  context_.tasks.spawn("http: watch a client", watch());
}

rt::awaitable<void> ServerConnection::watch() {
  std::array<std::byte, 512> bytes;
  while (ahead_.size() < read_ahead_limit) {
    const rt::Bound bound{never, rt::Limit::none, &*watch_stop_};
    const rt::IoResult read = co_await stream_->read_some(bytes, bound);
    if (read.ec) {
      if (read.ec != IoError::stopped) {
        lost(read.ec);
      }
      break;
    }
    ahead_.insert(ahead_.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(read.n));
  }
  watching_ = false;
  watch_over_.notify();
}

rt::awaitable<void> ServerConnection::end_watch() {
  watch_stop_->request(rt::Why::plan_changed);
  while (watching_) {
    co_await watch_over_.wait(rt::Bound{});
  }
  if (answering_ && !armed()) {
    context_.world.clock.at(later(context_.world.now(), watch_after), *this);
  }
}

void ServerConnection::lost(const error_code& ec) {
  if (ended_) {
    return;
  }
  lost_ = ec;
  if (ec != IoError::eof || context_.fin == Fin::gone) {
    stop_->request(rt::Why::client_gone);
  }
}

}  // namespace gameday::http
