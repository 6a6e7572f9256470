#pragma once
// Something that others wait for: notify() wakes all who wait now, in the order they came. Not a
// level: whoever waits re-checks its own condition, before and after. Single thread.

#include "rt/world.hpp"

namespace gameday::rt {

class Loop;

class Event {
 public:
  explicit Event(World& world);
  explicit Event(Loop& loop);
  ~Event();  // nobody may be waiting
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  void notify();
  /// No error when notified; else timed_out or stopped. Once notified, the Event may die.
  awaitable<error_code> wait(Bound bound);

 private:
  struct Place;
  Loop& loop_;
  Place* first_ = nullptr;
  Place* last_ = nullptr;
};

}  // namespace gameday::rt
