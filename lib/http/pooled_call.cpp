#include "http/pooled_call.hpp"

#include "rt/error.hpp"

namespace gameday::http {

using rt::IoError;

namespace {

// Whoever has refused a request before all was written wants no more of it. While it takes nothing,
// a look that often: nobody notices the delay, and it costs nothing.
constexpr Duration early_look = 20ms;

}  // namespace

PooledCall::PooledCall(std::shared_ptr<IdleLinks> home, std::unique_ptr<Link> link, bool reused)
    : home_(std::move(home)), link_(std::move(link)), reused_(reused) {}

PooledCall::~PooledCall() {
  link_->input.drop(used_);
  const bool whole = ended_ && request_.complete() && link_->input.empty();
  if (whole && !failed_ && link_->reader.head().keep_alive) {
    home_->give_back(std::move(link_));
  }
}

void PooledCall::begins(std::string_view method) {
  if (method == "HEAD") {
    link_->reader.answers_head_request();
  }
}

rt::awaitable<std::optional<CallError>> PooledCall::write(std::string_view bytes, rt::Bound bound) {
  // Nearly every request fits at once.
  const rt::asio::const_buffer buffer(bytes.data(), bytes.size());
  const rt::IoResult wrote = link_->stream->try_write(std::span(&buffer, 1));
  error_code ec = wrote.ec == IoError::would_block ? error_code{} : wrote.ec;
  request_.feed(bytes.substr(0, wrote.n));
  const std::string_view rest = bytes.substr(wrote.n);
  if (!ec && !rest.empty()) {
    RequestEnd all = request_;
    all.feed(rest);
    if (all.complete()) {
      ec = co_await write_until_refused(rest, bound);
    } else {
      ec = co_await rt::write_all(*link_->stream, rest, bound);
      request_ = std::move(all);
    }
  }
  if (ec) {
    co_return failed(Step::write, ec, bound);
  }
  co_return std::nullopt;
}

/// A request that is not written whole when the answer begins is not complete, so that the
/// connection is closed after it.
rt::awaitable<error_code> PooledCall::write_until_refused(std::string_view bytes, rt::Bound bound) {
  while (!bytes.empty() && look_ahead() != Early::refusal) {
    const rt::Bound look = bound.tighter(later(home_->now(), early_look), rt::Limit::none);
    error_code ec = co_await link_->stream->writable(look);
    const bool looks = ec == IoError::timed_out && !bound.over(home_->now());
    rt::IoResult wrote;
    if (!ec) {
      const rt::asio::const_buffer buffer(bytes.data(), bytes.size());
      wrote = link_->stream->try_write(std::span(&buffer, 1));
      ec = wrote.ec == IoError::would_block ? error_code{} : wrote.ec;
    }
    if (ec && !looks) {
      co_return look_ahead() == Early::nothing ? ec : error_code{};
    }
    request_.feed(bytes.substr(0, wrote.n));
    bytes.remove_prefix(wrote.n);
  }
  co_return error_code{};
}

/// What has come although we are still writing. Once it is clear what begins, the rest of it waits
/// for whoever reads it.
PooledCall::Early PooledCall::look_ahead() {
  Early found = early_answer();
  if (found == Early::nothing) {
    const rt::IoResult read = link_->stream->try_read(link_->input.room());
    if (!read.ec) {
      any_byte_ = any_byte_ || read.n > 0;
      link_->input.filled(read.n);
      found = early_answer();
    }
  }
  return found;
}

/// A 1xx only announces an answer, and may well be what the rest is waited for with.
PooledCall::Early PooledCall::early_answer() {
  constexpr std::size_t class_at = std::string_view("HTTP/1.1 ").size();
  std::string_view text = text_of(link_->input.bytes());
  std::size_t end = 0;
  while (text.size() > class_at && text[class_at] == '1' && end != std::string_view::npos) {
    end = text.find("\r\n\r\n");
    text.remove_prefix(end == std::string_view::npos ? 0 : end + 4);
  }
  if (text.size() > class_at && (text[class_at] == '2' || text[class_at] == '3')) {
    return Early::answer;
  }
  if (link_->input.bytes().size() > Limits().head) {
    return Early::refusal;  // whoever reads the head says what is wrong with it, or with so many
  }
  return text.size() > class_at && text[class_at] != '1' ? Early::refusal : Early::nothing;
}

rt::awaitable<std::optional<CallError>> PooledCall::read_head(rt::Bound bound) {
  while (true) {
    const Piece piece = link_->reader.next(link_->input.bytes());
    if (piece.what == Piece::What::bad) {
      co_return malformed(Step::head);
    }
    if (piece.what == Piece::What::head) {
      const bool final = take_head(piece);
      if (final) {
        co_return std::nullopt;
      }
    }
    if (piece.what == Piece::What::need_more) {
      const error_code ec = co_await fill(bound);
      if (ec) {
        co_return failed(Step::head, ec, bound);
      }
    }
  }
}

/// False for a 1xx, which only announces: its `end` and the next head follow.
bool PooledCall::take_head(const Piece& piece) {
  const Head& head = link_->reader.head();
  if (head.status / 100 == 1 && head.status != 101) {
    link_->input.drop(piece.consumed);
    return false;
  }
  head_wire_ = text_of(piece.wire);
  link_->input.drop(piece.consumed);
  const bool sized = head.framing == Framing::none || head.framing == Framing::length;
  if (sized && head.content_length == 0) {
    link_->reader.next({});  // its end, which has no bytes
    ended_ = true;
  }
  return true;
}

rt::awaitable<boost::system::result<BodyPart, CallError>> PooledCall::read_part(rt::Bound bound) {
  link_->input.drop(std::exchange(used_, 0));
  while (!ended_) {
    Piece piece = link_->reader.next(link_->input.bytes());
    if (piece.what == Piece::What::need_more) {
      const error_code ec = co_await fill(bound);
      if (!ec) {
        continue;
      }
      if (ec == IoError::eof) {
        piece = link_->reader.finish();  // `end` when the body lasts until the connection does
      }
      if (piece.what != Piece::What::end) {
        co_return failed(Step::body, ec, bound);
      }
    }
    if (piece.what == Piece::What::bad) {
      co_return malformed(Step::body);
    }
    used_ = piece.consumed;
    ended_ = piece.what == Piece::What::end;
    BodyPart part{piece.wire, piece.payload, ended_};
    co_return part;
  }
  BodyPart last;
  last.end = true;
  co_return last;
}

rt::awaitable<error_code> PooledCall::fill(rt::Bound bound) {
  const rt::IoResult read = co_await link_->stream->read_some(link_->input.room(), bound);
  if (!read.ec) {
    any_byte_ = true;
    link_->input.filled(read.n);
  }
  co_return read.ec;
}

CallError PooledCall::failed(Step step, const error_code& ec, const rt::Bound& bound) {
  failed_ = failed_ || step == Step::write || ec != IoError::timed_out;  // a late read took nothing
  CallError error;
  error.step = step;
  error.ec = ec;
  error.limit = ec == IoError::timed_out ? bound.limit : rt::Limit::none;
  error.reused = reused_;
  error.any_byte = any_byte_;
  return error;
}

CallError PooledCall::malformed(Step step) {
  CallError error = failed(step, IoError::other, rt::Bound{});
  error.malformed = link_->reader.why();
  return error;
}

}  // namespace gameday::http
