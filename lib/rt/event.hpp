#pragma once
// Something that others wait for: notify() wakes all who wait now, in the order they came. Not a
// level: whoever waits re-checks its own condition, before and after. Single thread.

#include "rt/world.hpp"

namespace gameday::rt {

class Event {
 public:
  explicit Event(World& world);
  ~Event();  // nobody may be waiting
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  void notify();
  /// No error when notified; else timed_out or stopped.
  awaitable<error_code> wait(Bound bound);

 private:
  struct Waiter;
  World& world_;
  Waiter* first_ = nullptr;
  Waiter* last_ = nullptr;
};

}  // namespace gameday::rt
