#include "rt/begun_stream.hpp"

#include <algorithm>
#include <cstring>

#include "rt/error.hpp"

namespace gameday::rt {

awaitable<IoResult> BegunStream::read_some(std::span<std::byte> into, Bound bound) {
  return taken_ < begun_.size() ? read_begun(into, bound) : inner_->read_some(into, bound);
}

awaitable<IoResult> BegunStream::read_begun(std::span<std::byte> into, Bound bound) {
  if (bound.stopped()) {
    co_return IoResult{0, IoError::stopped};
  }
  const std::size_t n = take(into);
  co_return IoResult{n, {}};
}

IoResult BegunStream::try_read(std::span<std::byte> into) {
  if (const std::size_t n = take(into); n > 0) {
    return {n, {}};
  }
  return inner_->try_read(into);
}

std::size_t BegunStream::take(std::span<std::byte> into) {
  const std::size_t n = std::min(into.size(), begun_.size() - taken_);
  std::memcpy(into.data(), begun_.data() + taken_, n);
  taken_ += n;
  return n;
}

}  // namespace gameday::rt
