#pragma once
// The one heap of a world's timers, ordered by (due, sequence). Both clocks own one. Timers are
// intrusive: arming, re-arming and dropping cost O(log n) and allocate only when the heap grows.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rt/clock.hpp"

namespace gameday::rt {

class TimerHeap {
 public:
  /// Arms or re-arms; a re-armed timer goes behind those already waiting for the same instant.
  void arm(TimePoint due, Timer& timer);
  void drop(Timer& timer);

  bool empty() const { return heap_.empty(); }
  std::size_t size() const { return heap_.size(); }
  /// `never` when empty.
  TimePoint earliest() const;

  /// Fires, in order, what is due and was armed before this call; says how many. What fired()
  /// arms waits for the next call, even at the same instant: a loop over zero waits cannot hide.
  std::size_t fire(TimePoint now);

 private:
  static bool before(const Timer& a, const Timer& b);
  void place(Timer* timer, std::size_t slot);
  void rise(std::size_t slot);
  void sink(std::size_t slot);

  std::vector<Timer*> heap_;
  std::uint64_t next_sequence_ = 0;
};

}  // namespace gameday::rt
