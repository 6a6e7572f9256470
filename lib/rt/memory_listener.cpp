#include "rt/memory_listener.hpp"

#include "rt/error.hpp"
#include "rt/memory_stream.hpp"

namespace gameday::rt {

MemoryListener::MemoryListener(MemoryNetwork& network, Loop& loop, Address address)
    : network_(network), loop_(loop), address_(std::move(address)), acceptor_(loop) {}

MemoryListener::~MemoryListener() {
  turn_away();
  network_.forget(address_);
}

awaitable<result<StreamPtr>> MemoryListener::accept(Bound bound) {
  bool over = bound.over(loop_.clock.now());
  while (over || backlog_.empty() || door_ != Door::open) {
    const Woken woken = co_await acceptor_.wait(bound);
    over = woken != Woken::notified;
    if (over && (woken == Woken::stopped || backlog_.empty() || door_ != Door::open)) {
      co_return to_error(woken);
    }
    over = false;
  }
  StreamPtr stream = std::move(backlog_.front());
  backlog_.pop_front();
  co_return stream;
}

void MemoryListener::door(Door door) {
  door_ = door;
  if (door == Door::refuse) {
    turn_away();
  }
  acceptor_.wake();
}

StreamPtr MemoryListener::connect() {
  auto [dialler, accepted] = memory_connection(loop_);
  backlog_.push_back(std::move(accepted));
  acceptor_.wake();
  return std::move(dialler);
}

void MemoryListener::turn_away() {
  for (const StreamPtr& stream : backlog_) {
    stream->end(End::reset);
  }
  backlog_.clear();
}

}  // namespace gameday::rt
