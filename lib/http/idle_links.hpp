#pragma once
// A pool's idle connections to one address. The one used last is given first: it is the least
// likely to have been closed by the server meanwhile. Whoever gets one still must expect it to die.

#include <deque>
#include <memory>

#include "http/client.hpp"
#include "http/input_buffer.hpp"

namespace gameday::http {

/// A connection with its codec; closed when it dies.
struct Link {
  Link(rt::StreamPtr opened, const Limits& limits);
  ~Link();

  rt::StreamPtr stream;
  InputBuffer input;
  MessageReader reader;
};

class IdleLinks final : private rt::Timer {
 public:
  IdleLinks(rt::Clock& clock, const PoolOptions& options);
  ~IdleLinks();

  /// One that is open and silent as far as the kernel knows; null if there is none.
  std::unique_ptr<Link> take();
  void give_back(std::unique_ptr<Link> link);
  void close_all() { idle_.clear(); }
  /// The pool is gone: what its calls give back is closed.
  void retire();
  std::size_t size() const { return idle_.size(); }
  TimePoint now() const { return clock_.now(); }

 private:
  struct Idle {
    std::unique_ptr<Link> link;
    TimePoint until;
  };

  void fired(TimePoint now) override;
  void close_expired(TimePoint now);

  rt::Clock& clock_;
  std::size_t most_;
  Duration time_;
  std::deque<Idle> idle_;  // oldest first
};

}  // namespace gameday::http
