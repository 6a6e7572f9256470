#pragma once
// Markers in a stream of bytes that come in pieces: one may lie across a border.

#include "base/marker.hpp"

namespace gameday {

class MarkerWatch {
 public:
  /// The last one that ends in this piece.
  std::optional<Marker> see(std::string_view bytes) {
    tail_ += bytes;
    const auto found = find_marker(tail_);
    const std::size_t keep = tail_.size() < marker_size ? tail_.size() : marker_size - 1;
    tail_.erase(0, tail_.size() - keep);
    return found;
  }

 private:
  std::string tail_;  // shorter than a marker
};

}  // namespace gameday
