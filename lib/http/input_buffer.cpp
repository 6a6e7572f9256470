#include "http/input_buffer.hpp"

#include <algorithm>
#include <cstring>

#include "base/assert.hpp"

namespace gameday::http {

void InputBuffer::drop(std::size_t count) {
  DCHECK(count <= end_ - begin_, "more was used than has come");
  begin_ += count;
  if (begin_ == end_) {
    begin_ = end_ = 0;
  }
}

std::span<std::byte> InputBuffer::room() {
  const std::size_t wanted = std::max(capacity_, came_full_ ? large : small);
  if (wanted > capacity_) {
    resize(wanted);
  } else if (begin_ > 0 && capacity_ - end_ < capacity_ / 4) {
    std::memmove(memory_.get(), memory_.get() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == capacity_) {
    resize(capacity_ * 2);
  }
  return {memory_.get() + end_, capacity_ - end_};
}

void InputBuffer::filled(std::size_t count) {
  end_ += count;
  came_full_ = end_ == capacity_;
}

void InputBuffer::append(std::span<const std::byte> more) {
  if (capacity_ - end_ < more.size()) {
    resize(std::max(small, end_ - begin_ + more.size()));
  }
  std::memcpy(memory_.get() + end_, more.data(), more.size());
  end_ += more.size();
}

void InputBuffer::shrink() {
  if (empty() && capacity_ > small) {
    memory_.reset();
    capacity_ = 0;
    came_full_ = false;
  }
}

void InputBuffer::resize(std::size_t capacity) {
  auto memory = std::make_unique_for_overwrite<std::byte[]>(capacity);
  if (!empty()) {
    std::memcpy(memory.get(), memory_.get() + begin_, end_ - begin_);
  }
  memory_ = std::move(memory);
  capacity_ = capacity;
  end_ -= begin_;
  begin_ = 0;
}

}  // namespace gameday::http
