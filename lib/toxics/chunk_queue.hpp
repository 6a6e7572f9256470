#pragma once
// Chunks that wait, the oldest first, and what they take in memory: a thousand chunks of one byte
// hold far more of it than the bytes they carry.

#include <deque>
#include <utility>

#include "toxics/chunk.hpp"

namespace gameday::toxics {

/// Beside a chunk's bytes: its place in the queue, the counter that shares it, what malloc adds.
inline constexpr std::size_t chunk_cost = 128;

class ChunkQueue {
 public:
  void push(Chunk chunk) {
    cost_ += chunk.bytes.size() + chunk_cost;
    chunks_.push_back(std::move(chunk));
  }
  /// Only when it is not empty.
  Chunk pop() {
    Chunk first = std::move(chunks_.front());
    chunks_.pop_front();
    cost_ -= first.bytes.size() + chunk_cost;
    return first;
  }
  bool empty() const { return chunks_.empty(); }
  std::size_t cost() const { return cost_; }

 private:
  std::deque<Chunk> chunks_;
  std::size_t cost_ = 0;
};

}  // namespace gameday::toxics
