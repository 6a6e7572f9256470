#include "control/event_feed.hpp"

#include <fmt/format.h>

namespace gameday::control {
namespace {

std::string event_of(std::string_view name, std::string_view json) {
  return fmt::format("event: {}\ndata: {}\n\n", name, json);
}

}  // namespace

EventFeed::Listener::Listener(EventFeed& feed) : feed_(feed) {
  feed_.listeners_.insert(this);
}
EventFeed::Listener::~Listener() {
  feed_.listeners_.erase(this);
}

rt::awaitable<std::string> EventFeed::Listener::next(rt::Bound bound) {
  error_code over;
  while (waiting_.empty() && !over && !feed_.closed_) {
    over = co_await feed_.told_.wait(bound);
  }
  std::string all;
  if (lost_ > 0) {
    all = event_of("lost", fmt::format(R"({{"events":{}}})", lost_));
    lost_ = 0;
  }
  for (const std::string& event : waiting_) {
    all += event;
  }
  waiting_.clear();
  co_return all;
}

void EventFeed::tell(std::string_view name, std::string_view json) {
  if (!listened()) {
    return;
  }
  const std::string event = event_of(name, json);
  for (Listener* const listener : listeners_) {
    if (listener->waiting_.size() >= most_waiting) {
      listener->waiting_.pop_front();
      ++listener->lost_;
    }
    listener->waiting_.push_back(event);
  }
  told_.notify();
}

}  // namespace gameday::control
