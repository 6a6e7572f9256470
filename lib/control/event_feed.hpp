#pragma once
// What was injected where, for whoever listens: GET /events. Events are told to those who listen at
// that moment; one that reads too slowly loses the oldest and is told how many. Lives on its
// World's thread.

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <string_view>

#include "rt/event.hpp"

namespace gameday::control {

inline constexpr std::size_t most_listeners = 16;
inline constexpr std::size_t most_waiting = 1000;  // events of one listener

class EventFeed {
 public:
  /// One who listens, from when it is made until it dies.
  class Listener {
   public:
    explicit Listener(EventFeed& feed);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    /// All that has come since, as server-sent events; empty: nothing within the bound.
    rt::awaitable<std::string> next(rt::Bound bound);

   private:
    friend class EventFeed;
    EventFeed& feed_;
    std::deque<std::string> waiting_;
    std::uint64_t lost_ = 0;
  };

  explicit EventFeed(rt::World& world) : told_(world) {}

  bool listened() const { return !listeners_.empty(); }
  bool full() const { return listeners_.size() >= most_listeners; }
  void tell(std::string_view name, std::string_view json);
  /// Nobody shall listen any more: waits end.
  void close() {
    closed_ = true;
    told_.notify();
  }
  bool closed() const { return closed_; }

 private:
  rt::Event told_;
  std::set<Listener*> listeners_;
  bool closed_ = false;
};

}  // namespace gameday::control
