#pragma once
// How long a wait may last, and who may end it. Nothing in the program waits without one.
//
// Timeouts are data, not layers: whoever wants a limit calls tighter() and passes the result down.
// Nested limits are then min(), and the one that won names the failure. Stop is cancellation as a
// level: what begins after request() ends at once as well. Single thread.

#include <cstdint>
#include <memory>

#include "base/time.hpp"

namespace gameday::rt {

enum class Why : std::uint8_t {
  none,
  client_gone,
  lost_hedge,
  plan_changed,
  run_stopped,
  shutdown
};

class Stop;

/// Told when a Stop is requested, at once and inline. Owned by whoever waits; leaves when it dies.
class StopListener {
 public:
  virtual void stopped() noexcept = 0;

 protected:
  StopListener() = default;
  ~StopListener();

 private:
  friend class Stop;
  StopListener* previous_ = nullptr;
  StopListener* next_ = nullptr;
  const Stop* owner_ = nullptr;
};

class Stop final : private StopListener {
 public:
  Stop() = default;
  /// A child stops with its parent, for the parent's reason; it must not outlive it.
  explicit Stop(Stop& parent);
  ~Stop();
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  /// The first reason stays.
  void request(Why why);
  Why why() const { return why_; }
  bool requested() const { return why_ != Why::none; }

  /// Told once, in the order they came; at once when it has been requested already.
  void listen(StopListener& listener) const;
  void leave(StopListener& listener) const;

 private:
  void stopped() noexcept override { request(parent_->why_); }
  Why why_ = Why::none;
  const Stop* parent_ = nullptr;
  mutable StopListener* first_ = nullptr;
  mutable StopListener* last_ = nullptr;
};

enum class Limit : std::uint8_t {
  none,
  dns,
  connect,
  tls,
  write,
  headers,
  first_token,
  idle,
  attempt,
  total,
  drain
};
const char* to_text(Limit limit);

struct Bound {
  TimePoint due = never;
  Limit limit = Limit::none;
  const Stop* stop = nullptr;

  /// The earlier of the two; on a tie the outer one, which was promised first.
  Bound tighter(TimePoint candidate, Limit name) const {
    return candidate < due ? Bound{candidate, name, stop} : *this;
  }
  /// Nothing more may begin: passed, or stopped.
  bool over(TimePoint now) const { return now >= due || stopped(); }
  bool stopped() const { return stop != nullptr && stop->requested(); }
  /// The same time, ended by another Stop (usually a child of the one before).
  Bound with(const Stop& other) const { return Bound{due, limit, &other}; }
};

}  // namespace gameday::rt
