#include "http/idle_links.hpp"

#include "rt/error.hpp"

namespace gameday::http {

Link::Link(rt::StreamPtr opened, const Limits& limits)
    : stream(std::move(opened)), reader(MessageReader::Kind::response, limits) {}

Link::~Link() {
  stream->end(End::close);
}

IdleLinks::IdleLinks(rt::Clock& clock, const PoolOptions& options)
    : clock_(clock), most_(options.idle_most), time_(options.idle_time) {}

IdleLinks::~IdleLinks() {
  clock_.drop(*this);
}

std::unique_ptr<Link> IdleLinks::take() {
  close_expired(clock_.now());
  while (!idle_.empty()) {
    std::unique_ptr<Link> link = std::move(idle_.back().link);
    idle_.pop_back();
    std::byte unasked{};
    const rt::IoResult read = link->stream->try_read(std::span(&unasked, 1));
    if (read.ec == rt::IoError::would_block) {
      return link;
    }
  }
  return nullptr;
}

void IdleLinks::give_back(std::unique_ptr<Link> link) {
  if (most_ == 0) {
    return;
  }
  if (idle_.size() == most_) {
    idle_.pop_front();
  }
  link->input.shrink();
  const TimePoint until = later(clock_.now(), time_);
  idle_.push_back(Idle{std::move(link), until});
  if (!armed()) {
    clock_.at(until, *this);
  }
}

void IdleLinks::retire() {
  idle_.clear();
  most_ = 0;
  clock_.drop(*this);
}

void IdleLinks::fired(TimePoint now) {
  close_expired(now);
  if (!idle_.empty()) {
    clock_.at(idle_.front().until, *this);
  }
}

void IdleLinks::close_expired(TimePoint now) {
  while (!idle_.empty() && idle_.front().until <= now) {
    idle_.pop_front();
  }
}

}  // namespace gameday::http
