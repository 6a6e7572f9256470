#include "rt/event.hpp"

#include "base/assert.hpp"
#include "rt/waiter.hpp"

namespace gameday::rt {

/// In the queue from the start of a wait until notify(), or until the wait ends by itself.
struct Event::Place {
  explicit Place(Event& owner) : event(&owner), previous(owner.last_), waiter(owner.loop_) {
    (previous != nullptr ? previous->next : owner.first_) = this;
    owner.last_ = this;
  }
  ~Place() { leave(); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  void leave() {
    if (event == nullptr) {
      return;
    }
    (previous != nullptr ? previous->next : event->first_) = next;
    (next != nullptr ? next->previous : event->last_) = previous;
    event = nullptr;
  }

  Event* event;
  Place* previous;
  Place* next = nullptr;
  Waiter waiter;
};

Event::Event(World& world) : Event(Loop::of(world.executor)) {}
Event::Event(Loop& loop) : loop_(loop) {}

Event::~Event() {
  CHECK(first_ == nullptr || loop_.ending(), "an Event was destroyed while somebody waits for it");
  while (first_ != nullptr) {
    first_->leave();
  }
}

void Event::notify() {
  // Nobody new can come in between: wake() only posts.
  while (first_ != nullptr) {
    Place& place = *first_;
    place.leave();
    place.waiter.wake();
  }
}

awaitable<error_code> Event::wait(Bound bound) {
  Place place(*this);
  const Woken woken = co_await place.waiter.wait(bound);
  // notify() in the turn between our timer and us: it was meant for us too.
  const bool notified = place.event == nullptr && woken != Woken::stopped;
  co_return notified ? error_code{} : to_error(woken);
}

}  // namespace gameday::rt
