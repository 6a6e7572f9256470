#pragma once
// Bytes on their way through a link: one read, or a part of one. Cutting shares the memory.

#include <cstddef>
#include <memory>
#include <span>

#include "base/time.hpp"

namespace gameday::toxics {

class Slice {
 public:
  Slice() = default;
  /// A copy.
  explicit Slice(std::span<const std::byte> bytes);

  std::span<const std::byte> bytes() const { return view_; }
  std::size_t size() const { return view_.size(); }
  /// Cuts the first n bytes off; n at most size().
  Slice take(std::size_t n);

 private:
  std::shared_ptr<const std::byte[]> memory_;
  std::span<const std::byte> view_;
};

/// How a direction ends: with its source's FIN, or because a toxic says so, for both directions.
enum class Ending : std::uint8_t { none, eof, close, reset };

struct Chunk {
  Slice bytes;
  /// When it arrived at the link. Latency counts from here and moves it on, so that latencies add.
  TimePoint arrived{};
  /// When the toxic before let it go, by plan: later ones count from here, not from a late timer.
  TimePoint ready{};
  Ending ending = Ending::none;  // not none: the last one, without bytes
};

}  // namespace gameday::toxics
