#include "rt/memory_pipe.hpp"

#include <algorithm>
#include <cstring>

#include "rt/error.hpp"

namespace gameday::rt {

MemoryPipe::MemoryPipe(Loop& loop, Owner& owner)
    : reader(loop), writer(loop), clock_(loop.clock), owner_(owner) {}

MemoryPipe::~MemoryPipe() {
  clock_.drop(*this);
}

IoResult MemoryPipe::write(std::span<const asio::const_buffer> buffers) {
  if (broken_ || fin_sent_) {
    return {0, IoError::reset};
  }
  compact();
  std::size_t taken = 0;
  for (const asio::const_buffer& buffer : buffers) {
    const std::size_t n = std::min(buffer.size(), memory_window - in_window());
    bytes_.append(static_cast<const char*>(buffer.data()), n);
    taken += n;
  }
  if (taken > 0) {
    send(What::data);
  } else if (asio::buffer_size(buffers) > 0) {
    return {0, IoError::would_block};
  }
  return {taken, {}};
}

void MemoryPipe::send_fin() {
  if (!broken_ && !fin_sent_) {
    fin_sent_ = true;
    send(What::fin);
    writer.wake();
  }
}

void MemoryPipe::send_reset() {
  break_off();
  send(What::reset);
}

void MemoryPipe::break_off() {
  on_the_way_.clear();
  clock_.drop(*this);
  bytes_.resize(arrived_);
  broken_ = true;
  writer.wake();
}

IoResult MemoryPipe::read(std::span<std::byte> into) {
  if (nobody_reads_) {
    return {0, IoError::reset};
  }
  if (unread()) {
    const std::size_t n = std::min(into.size(), arrived_ - read_);
    std::memcpy(into.data(), bytes_.data() + read_, n);
    read_ += n;
    writer.wake();
    return {n, {}};
  }
  // A FIN before the reset was the end of what the peer had to say.
  return {0, fin_arrived_ ? IoError::eof : reset_arrived_ ? IoError::reset : IoError::would_block};
}

void MemoryPipe::stop_reading() {
  nobody_reads_ = true;
  reader.wake();
}

void MemoryPipe::send(What what) {
  const TimePoint due = later(clock_.now(), memory_delivery);
  const bool joins = what == What::data && !on_the_way_.empty() && on_the_way_.back().due == due &&
                     on_the_way_.back().what == What::data;
  if (joins) {
    on_the_way_.back().arrived = bytes_.size();
    return;
  }
  on_the_way_.push_back(Delivery{due, what, bytes_.size()});
  if (!armed()) {
    clock_.at(due, *this);
  }
}

void MemoryPipe::fired(TimePoint now) {
  while (!on_the_way_.empty() && on_the_way_.front().due <= now) {
    const Delivery delivery = on_the_way_.front();
    on_the_way_.pop_front();
    deliver(delivery);
  }
  if (!on_the_way_.empty()) {
    clock_.at(on_the_way_.front().due, *this);
  }
}

void MemoryPipe::deliver(const Delivery& delivery) {
  arrived_ = delivery.arrived;
  switch (delivery.what) {
    case What::data:
      if (nobody_reads_) {
        owner_.arrived_at_closed(*this);
      }
      break;
    case What::fin:
      fin_arrived_ = true;
      break;
    case What::reset:
      reset_arrived_ = true;
      owner_.reset_arrived(*this);
      break;
  }
  reader.wake();
}

void MemoryPipe::compact() {
  // Half a window of dead bytes at most is moved over, so a byte is moved about once.
  if (read_ != bytes_.size() && read_ < memory_window / 2) {
    return;
  }
  bytes_.erase(0, read_);
  arrived_ -= read_;
  for (Delivery& delivery : on_the_way_) {
    delivery.arrived -= read_;
  }
  read_ = 0;
}

}  // namespace gameday::rt
