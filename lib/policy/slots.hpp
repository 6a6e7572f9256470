#pragma once
// How many tries run at one time, and who waits for a place, first come, first served. Pure; `now`
// is passed in and never goes back. Single thread.
//
// While a slot is free nobody waits. A ticket is one of three: given a slot by left(), over by its
// own time, or given back; whoever drew it finds out which.

#include <cstdint>
#include <map>
#include <optional>

#include "policy/options.hpp"

namespace gameday::policy {

class Slots {
 public:
  explicit Slots(const ConcurrencyOptions& options) : options_(options) {}

  using Ticket = std::uint64_t;
  struct Entry {
    enum What : std::uint8_t { slot, queue, shed } what = shed;
    Ticket ticket = 0;  // of the queue …
    TimePoint until{};  // … and how long it is good
  };
  /// `due`: until when the caller would wait at all.
  Entry enter(TimePoint now, TimePoint due);
  /// A try has ended: who has its slot now; nothing: it is free.
  std::optional<Ticket> left(TimePoint now);
  /// It waits no more, and was given nothing.
  void gave_up(Ticket ticket) { queue_.erase(ticket); }
  /// … because its time was over, which is a refusal like any other.
  void timed_out(Ticket ticket);

  std::uint64_t in_use() const { return in_use_; }
  std::uint64_t queued() const { return queue_.size(); }
  std::uint64_t shed() const { return shed_; }  // so far
  const ConcurrencyOptions& options() const { return options_; }

 private:
  ConcurrencyOptions options_;
  std::uint64_t in_use_ = 0;
  std::uint64_t shed_ = 0;
  Ticket next_ = 1;
  std::map<Ticket, TimePoint> queue_;  // until when each is good
};

}  // namespace gameday::policy
