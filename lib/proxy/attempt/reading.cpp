#include "proxy/attempt/reading.hpp"

#include <algorithm>

namespace gameday::proxy {

void Reading::slow_down(Bytes per_second, const HealWatch& watch, Hit& hit) {
  throttle_ = faults::Throttle(per_second);
  throttle_.start(world_.now());
  most_ = std::max<std::size_t>(per_second.count, 1);
  watch_ = &watch;
  hit_ = &hit;
}

rt::awaitable<result<http::BodyPart>> Reading::part(rt::Bound bound) {
  if (!held_) {
    const result<http::BodyPart> part = co_await exchange_.read_part(bound);
    if (!part || !throttle_.on() || part->wire.empty()) {
      co_return part;
    }
    held_ = *part;
  }
  const http::BodyPart piece = next_piece();
  const error_code not_yet = co_await wait_for(piece.wire.size(), bound);
  if (not_yet) {
    co_return not_yet;
  }
  take(piece);
  co_return piece;
}

/// Of what has come, so much that nobody upstream takes the wait for the next one for the end.
http::BodyPart Reading::next_piece() const {
  http::BodyPart piece = *held_;
  if (throttle_.on() && piece.payload.size() > most_) {
    const auto begin = static_cast<std::size_t>(piece.payload.data() - piece.wire.data());
    piece.wire = piece.wire.first(begin + most_);
    piece.payload = piece.payload.first(most_);
    piece.end = false;
  }
  return piece;
}

void Reading::take(const http::BodyPart& piece) {
  if (piece.wire.size() == held_->wire.size()) {
    held_.reset();
    return;
  }
  held_->wire = held_->wire.subspan(piece.wire.size());
  held_->payload = held_->payload.subspan(piece.payload.size());
}

rt::awaitable<void> Reading::take_what_is_here(BodyCopy& body, std::size_t most, rt::Bound now) {
  while (!body.over() && body.wire().size() < most) {
    const result<http::BodyPart> got = co_await part(now);
    if (!got) {
      co_return;
    }
    body.add(*got);
  }
}

rt::awaitable<error_code> Reading::wait_for(std::uint64_t size, rt::Bound bound) {
  while (throttle_.on() && !watch_->healed()) {
    hit_->injected();
    hit_->reached("in the request's body");
    const TimePoint due = throttle_.due(size, world_.now());
    if (due <= world_.now()) {
      throttle_.passed();
      co_return error_code{};
    }
    if (bound.over(world_.now())) {
      co_return bound.stopped() ? rt::IoError::stopped : rt::IoError::timed_out;
    }
    co_await watch_->wait(std::min(due, bound.due), *bound.stop);
  }
  throttle_.off();
  co_return error_code{};
}

}  // namespace gameday::proxy
