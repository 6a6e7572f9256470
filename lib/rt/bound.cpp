#include "rt/bound.hpp"

#include "base/assert.hpp"

namespace gameday::rt {

StopListener::~StopListener() {
  if (owner_ != nullptr) {
    owner_->leave(*this);
  }
}

Stop::Stop(Stop& parent) : parent_(&parent) {
  parent.listen(*this);
}

Stop::~Stop() {
  while (first_ != nullptr) {
    leave(*first_);
  }
}

void Stop::request(Why why) {
  CHECK(why != Why::none, "a stop needs a reason");
  if (requested()) {
    return;
  }
  why_ = why;
  // From the front each time: a listener may make others leave, or die.
  while (first_ != nullptr) {
    StopListener& listener = *first_;
    leave(listener);
    listener.stopped();
  }
}

void Stop::listen(StopListener& listener) const {
  CHECK(listener.owner_ == nullptr, "a listener has one Stop at a time");
  if (requested()) {
    listener.stopped();
    return;
  }
  // At the end: told in the order they came.
  listener.owner_ = this;
  listener.previous_ = last_;
  listener.next_ = nullptr;
  (last_ != nullptr ? last_->next_ : first_) = &listener;
  last_ = &listener;
}

void Stop::leave(StopListener& listener) const {
  if (listener.owner_ != this) {
    return;
  }
  (listener.previous_ != nullptr ? listener.previous_->next_ : first_) = listener.next_;
  (listener.next_ != nullptr ? listener.next_->previous_ : last_) = listener.previous_;
  listener.owner_ = nullptr;
  listener.previous_ = listener.next_ = nullptr;
}

const char* to_text(Limit limit) {
  switch (limit) {
    case Limit::none:
      return "none";
    case Limit::dns:
      return "dns";
    case Limit::connect:
      return "connect";
    case Limit::tls:
      return "tls";
    case Limit::write:
      return "write";
    case Limit::headers:
      return "headers";
    case Limit::first_token:
      return "first_token";
    case Limit::idle:
      return "idle";
    case Limit::attempt:
      return "attempt";
    case Limit::total:
      return "total";
    case Limit::drain:
      return "drain";
  }
  return "none";
}

}  // namespace gameday::rt
