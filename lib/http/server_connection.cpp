#include "http/server_connection.hpp"

#include "http/refusal.hpp"
#include "rt/closing.hpp"
#include "rt/error.hpp"

namespace gameday::http {

using rt::IoError;

ServerConnection::ServerConnection(ServerContext& context, rt::StreamPtr stream, std::uint64_t id,
                                   Visit* visit)
    : context_(context),
      stream_(std::move(stream)),
      id_(id),
      visit_(visit),
      last_request_(context.last_request),
      reader_(MessageReader::Kind::request, context.limits),
      watch_over_(context.world) {}

ServerConnection::~ServerConnection() {
  context_.world.clock.drop(*this);
}

rt::awaitable<void> ServerConnection::run() {
  Over over = Over::no;
  while (over == Over::no) {
    over = co_await read_request();
    if (over == Over::no) {
      over = co_await answer();
    }
  }
  co_await finish(over);
}

rt::awaitable<ServerConnection::Over> ServerConnection::read_request() {
  std::optional<TimePoint> head_due;
  bool asked = !used_before_ || visit_ == nullptr;
  used_before_ = true;
  while (true) {
    if (!asked && !input_.empty()) {
      asked = true;
      const Over over = co_await begun();
      if (over != Over::no) {
        co_return over;
      }
    }
    const Piece piece = reader_.next(input_.bytes());
    if (piece.what == Piece::What::head) {
      head_wire_ = text_of(piece.wire);
      input_.drop(piece.consumed);
      co_return Over::no;
    }
    if (piece.what == Piece::What::bad) {
      const Over refused = co_await refuse(status_for(reader_.why()));
      co_return refused;
    }
    const TimePoint now = context_.world.now();
    rt::Bound bound{later(now, context_.limits.idle_time), rt::Limit::idle, last_request_.get()};
    if (!reader_.between_messages()) {
      head_due = head_due.value_or(later(now, context_.limits.head_time));
      bound = rt::Bound{*head_due, rt::Limit::headers, &context_.stopping};
    }
    const error_code ec = co_await fill(bound);
    if (ec == IoError::timed_out && head_due) {
      const Over refused = co_await refuse(408);
      co_return refused;
    }
    if (ec) {
      co_return context_.stopping.requested() ? Over::late : Over::close;
    }
  }
}

/// What becomes of the connection now that one more request begins.
rt::awaitable<ServerConnection::Over> ServerConnection::begun() {
  const std::optional<End> how = visit_->again();
  if (!how) {
    co_return Over::no;
  }
  if (*how == End::half_close) {
    co_return Over::politely;
  }
  const rt::Bound bound{never, rt::Limit::none, &context_.stopping};
  co_await end(*how, bound);  // the answer before this one may still be on its way
  co_return Over::closed;
}

rt::awaitable<ServerConnection::Over> ServerConnection::answer() {
  stop_.emplace(context_.stopping);
  since_ = context_.world.now();
  const Head& head = reader_.head();
  body_over_ = head.framing != Framing::chunked && head.content_length == 0;
  if (body_over_) {
    reader_.next({});  // its end, which has no bytes
  }
  close_after_ = wrote_ = continued_ = false;
  refusal_ = 0;
  answering_ = true;
  if (!armed()) {
    context_.world.clock.at(later(since_, watch_after), *this);
  }
  co_await context_.handler.serve(*this);
  answering_ = false;
  if (watching_) {
    co_await end_watch();
  }
  const Over over = co_await settle();
  input_.drop(std::exchange(used_, 0));
  input_.shrink();
  co_return over;
}

/// What becomes of the connection now that the handler is done with it.
rt::awaitable<ServerConnection::Over> ServerConnection::settle() {
  if (ended_) {
    co_return *ended_ == End::half_close ? Over::politely : Over::closed;
  }
  if (context_.stopping.requested()) {
    co_return Over::late;
  }
  if (stop_->requested() || write_failed_) {
    co_return Over::close;
  }
  if (!wrote_) {
    const int status = refusal_ == 0 ? 500 : refusal_;
    const Over refused = co_await refuse(status);
    co_return refused;
  }
  co_return will_close() ? Over::politely : Over::no;
}

rt::awaitable<ServerConnection::Over> ServerConnection::refuse(int status) {
  const std::string bytes = refusal(status);
  const rt::Bound bound{never, rt::Limit::none, &context_.stopping};
  const error_code ec = co_await write_all(bytes, bound);
  co_return ec ? Over::close : Over::politely;
}

rt::awaitable<void> ServerConnection::finish(Over over) {
  if (over == Over::politely) {
    const rt::Bound bound{never, rt::Limit::none, &context_.stopping};
    stream_->end(End::half_close);
    const TimePoint due = later(context_.world.now(), context_.limits.write_time);
    co_await stream_->said(bound.tighter(due, rt::Limit::write));
    co_await rt::close_politely(context_.world, *stream_, bound);
  } else if (over == Over::close) {
    stream_->end(End::close);
  } else if (over == Over::late) {
    stream_->end(context_.late);
  }
}

rt::awaitable<error_code> ServerConnection::fill(rt::Bound bound) {
  if (!ahead_.empty()) {
    input_.append(ahead_);
    ahead_.clear();
    co_return error_code{};
  }
  if (lost_) {
    co_return lost_;
  }
  const rt::IoResult read = co_await stream_->read_some(input_.room(), bound);
  if (read.ec) {
    if (read.ec != IoError::timed_out && read.ec != IoError::stopped) {
      lost_ = read.ec;
    }
    co_return read.ec;
  }
  input_.filled(read.n);
  co_return error_code{};
}

/// `write_time` is for a peer that takes nothing, so it starts anew whenever some bytes went.
rt::awaitable<error_code> ServerConnection::write_all(std::string_view bytes, rt::Bound bound) {
  while (true) {
    const rt::asio::const_buffer buffer(bytes.data(), bytes.size());
    const rt::IoResult written = stream_->try_write(std::span(&buffer, 1));
    bytes.remove_prefix(written.n);
    if (written.ec && written.ec != IoError::would_block) {
      co_return written.ec;
    }
    if (bytes.empty()) {
      co_return error_code{};
    }
    const TimePoint due = later(context_.world.now(), context_.limits.write_time);
    const error_code ec = co_await stream_->writable(bound.tighter(due, rt::Limit::write));
    if (ec) {
      co_return ec;
    }
  }
}

}  // namespace gameday::http
