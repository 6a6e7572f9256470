#include "toxics/chunk.hpp"

#include <algorithm>

namespace gameday::toxics {

Slice::Slice(std::span<const std::byte> bytes) {
  const auto memory = std::make_shared_for_overwrite<std::byte[]>(bytes.size());
  std::ranges::copy(bytes, memory.get());
  view_ = {memory.get(), bytes.size()};
  memory_ = memory;
}

Slice Slice::take(std::size_t n) {
  Slice first = *this;
  first.view_ = view_.first(n);
  view_ = view_.subspan(n);
  return first;
}

}  // namespace gameday::toxics
