#include "rig/replica_stream.hpp"

#include <algorithm>

#include "rt/error.hpp"

namespace gameday::rig {

using rt::IoError;

ReplicaStream::ReplicaStream(ReplicaNetwork& home, rt::StreamPtr inner)
    : home_(home), inner_(std::move(inner)) {
  place_ = home_.streams_.insert(home_.streams_.end(), this);
}

ReplicaStream::~ReplicaStream() {
  home_.streams_.erase(place_);
  if (paused() && !dead_) {
    const bool reset = end_ == End::reset;
    home_.leaving_.push_back({std::move(inner_), reset ? End::reset : End::close});
  }
}

/// A read that was under way when the pause began may still complete inside; what it took is kept
/// for later.
rt::awaitable<rt::IoResult> ReplicaStream::read_some(std::span<std::byte> into, rt::Bound bound) {
  while (!dead_) {
    if (paused()) {
      const error_code ec = co_await home_.changed_.wait(bound);
      if (ec || into.empty()) {
        co_return rt::IoResult{0, ec};
      }
      continue;
    }
    if (!held_.empty() || held_error_) {
      co_return take_held(into);
    }
    const rt::IoResult read = co_await inner_->read_some(into, bound);
    const bool took = read.ec != IoError::timed_out && read.ec != IoError::stopped;
    if (dead_) {
      break;
    }
    if (!paused() || !took || into.empty()) {
      co_return read;
    }
    held_.assign(into.begin(), into.begin() + static_cast<std::ptrdiff_t>(read.n));
    held_error_ = read.ec;
  }
  co_return rt::IoResult{0, IoError::reset};
}

rt::IoResult ReplicaStream::take_held(std::span<std::byte> into) {
  if (held_.empty()) {
    return {0, held_error_};  // it stays: what is over is over
  }
  const std::size_t n = std::min(into.size(), held_.size());
  std::copy_n(held_.begin(), n, into.begin());
  held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(n));
  return {n, {}};
}

rt::IoResult ReplicaStream::try_read(std::span<std::byte> into) {
  if (dead_) {
    return {0, IoError::reset};
  }
  if (paused()) {
    return {0, IoError::would_block};
  }
  return held_.empty() && !held_error_ ? inner_->try_read(into) : take_held(into);
}

rt::IoResult ReplicaStream::try_write(std::span<const rt::asio::const_buffer> buffers) {
  if (dead_) {
    return {0, IoError::reset};
  }
  return paused() ? rt::IoResult{0, IoError::would_block} : inner_->try_write(buffers);
}

rt::awaitable<error_code> ReplicaStream::writable(rt::Bound bound) {
  return outside_a_pause(&rt::ByteStream::writable, bound);
}

rt::awaitable<error_code> ReplicaStream::said(rt::Bound bound) {
  return outside_a_pause(&rt::ByteStream::said, bound);
}

rt::awaitable<error_code> ReplicaStream::outside_a_pause(Wait wait, rt::Bound bound) {
  while (!dead_) {
    error_code ec;
    if (paused()) {
      ec = co_await home_.changed_.wait(bound);
    } else {
      ec = co_await ((*inner_).*wait)(bound);
      if (!paused() && !dead_) {
        co_return ec;
      }
    }
    if (ec && !dead_) {
      co_return ec;
    }
  }
  co_return IoError::reset;
}

std::size_t ReplicaStream::unsent() const {
  return dead_ ? 0 : inner_->unsent();
}

void ReplicaStream::end(End how) noexcept {
  if (dead_) {
    return;
  }
  if (!paused()) {
    inner_->end(how);
  } else if (!end_ || *end_ == End::half_close) {
    end_ = how;
  }
}

void ReplicaStream::kill() {
  dead_ = true;
  inner_->end(End::reset);
}

void ReplicaStream::resume() {
  if (end_) {
    inner_->end(*end_);
    end_.reset();
  }
}

}  // namespace gameday::rig
