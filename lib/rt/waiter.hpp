#pragma once
// The one way to wait: a coroutine suspends here until somebody wakes it, its Bound passes or its
// Stop is requested, whichever comes first. It is resumed by a post, so the order in which
// coroutines go on is the order in which they were woken.
//
// No heap and no type erasure: the handler's type is known. Single thread.

#include <cstdint>
#include <optional>

#include <boost/asio/use_awaitable.hpp>

#include "base/result.hpp"
#include "rt/bound.hpp"
#include "rt/loop.hpp"

namespace gameday::rt {

enum class Woken : std::uint8_t { notified, timed_out, stopped };
/// No error, timed_out, stopped.
error_code to_error(Woken woken);

class Waiter final : private Timer, private StopListener, private Parked {
 public:
  explicit Waiter(Loop& loop) : loop_(loop) {}
  ~Waiter();
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  /// One coroutine at a time. Always suspends, even when the bound has already ended: a loop over
  /// waits that end at once still lets others run, and virtual time can count it.
  awaitable<Woken> wait(Bound bound);
  /// Nothing happens when nobody waits.
  void wake() { finish(Woken::notified); }
  bool waiting() const { return handler_.has_value(); }

 private:
  using Token = asio::use_awaitable_t<Executor>;
  using Handler = asio::async_result<Token, void(Woken)>::handler_type;

  void park(Handler handler, const Bound& bound);
  void finish(Woken woken);
  void leave();
  void fired(TimePoint) override { finish(Woken::timed_out); }
  void stopped() noexcept override { finish(Woken::stopped); }
  void abandon() noexcept override;

  Loop& loop_;
  std::optional<Handler> handler_;
  const Stop* stop_ = nullptr;
};

/// Waits until the bound ends it; says how.
awaitable<error_code> wait_out(Loop& loop, Bound bound);

}  // namespace gameday::rt
