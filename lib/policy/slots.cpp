#include "policy/slots.hpp"

#include <algorithm>

#include "base/assert.hpp"

namespace gameday::policy {

Slots::Entry Slots::enter(TimePoint now, TimePoint due) {
  Entry entry;
  if (in_use_ < options_.limit) {
    ++in_use_;
    entry.what = Entry::slot;
  } else if (queue_.size() < options_.queue) {
    entry.what = Entry::queue;
    entry.ticket = next_++;
    entry.until = std::min(due, later(now, options_.queue_time));
    queue_.emplace(entry.ticket, entry.until);
  } else {
    ++shed_;
  }
  return entry;
}

std::optional<Slots::Ticket> Slots::left(TimePoint now) {
  DCHECK(in_use_ > 0, "a slot is left once");
  while (!queue_.empty()) {
    const auto [ticket, until] = *queue_.begin();
    queue_.erase(queue_.begin());
    if (until > now) {
      return ticket;
    }
  }
  --in_use_;
  return std::nullopt;
}

void Slots::timed_out(Ticket ticket) {
  gave_up(ticket);
  ++shed_;
}

}  // namespace gameday::policy
