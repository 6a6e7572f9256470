#include "rt/timer_heap.hpp"

namespace gameday::rt {

bool TimerHeap::before(const Timer& a, const Timer& b) {
  return a.due_ != b.due_ ? a.due_ < b.due_ : a.sequence_ < b.sequence_;
}

void TimerHeap::arm(TimePoint due, Timer& timer) {
  drop(timer);
  timer.due_ = due;
  timer.sequence_ = next_sequence_++;
  heap_.push_back(&timer);
  timer.slot_ = heap_.size() - 1;
  rise(timer.slot_);
}

void TimerHeap::drop(Timer& timer) {
  if (!timer.armed()) {
    return;
  }
  const std::size_t hole = timer.slot_;
  timer.slot_ = Timer::not_armed;
  Timer* const last = heap_.back();
  heap_.pop_back();
  if (last == &timer) {
    return;
  }
  place(last, hole);
  rise(hole);
  sink(last->slot_);
}

TimePoint TimerHeap::earliest() const {
  return heap_.empty() ? never : heap_.front()->due_;
}

std::size_t TimerHeap::fire(TimePoint now) {
  const std::uint64_t armed_later = next_sequence_;
  std::size_t fired = 0;
  while (!heap_.empty()) {
    Timer& timer = *heap_.front();
    if (timer.due_ > now || timer.sequence_ >= armed_later) {
      break;
    }
    drop(timer);
    ++fired;
    timer.fired(now);
  }
  return fired;
}

void TimerHeap::place(Timer* timer, std::size_t slot) {
  heap_[slot] = timer;
  timer->slot_ = slot;
}

void TimerHeap::rise(std::size_t slot) {
  Timer* const timer = heap_[slot];
  while (slot > 0) {
    const std::size_t parent = (slot - 1) / 2;
    if (!before(*timer, *heap_[parent])) {
      break;
    }
    place(heap_[parent], slot);
    slot = parent;
  }
  place(timer, slot);
}

void TimerHeap::sink(std::size_t slot) {
  Timer* const timer = heap_[slot];
  for (std::size_t child = 2 * slot + 1; child < heap_.size(); child = 2 * slot + 1) {
    if (child + 1 < heap_.size() && before(*heap_[child + 1], *heap_[child])) {
      ++child;
    }
    if (!before(*heap_[child], *timer)) {
      break;
    }
    place(heap_[child], slot);
    slot = child;
  }
  place(timer, slot);
}

}  // namespace gameday::rt
