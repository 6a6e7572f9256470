#pragma once
// What ends an Asio operation when its Bound passes or its Stop is requested, and nothing else that
// the same socket is doing. Whether it was in time is Asio's word: an operation that had completed
// keeps its result.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "rt/bound.hpp"
#include "rt/loop.hpp"
#include "rt/waiter.hpp"

namespace gameday::rt {

inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> use_tuple{
    asio::use_awaitable_t<Executor>{}};

class Leash final : private Timer, private StopListener {
 public:
  explicit Leash(Clock& clock) : clock_(clock) {}
  ~Leash() { let_go(); }
  Leash(const Leash&) = delete;
  Leash& operator=(const Leash&) = delete;

  /// For the operation that starts now; one at a time.
  asio::cancellation_slot hold(const Bound& bound);
  auto token(const Bound& bound) { return asio::bind_cancellation_slot(hold(bound), use_tuple); }
  /// After the operation: the error in our words, had it been cancelled by us.
  error_code release(const error_code& ec);
  /// Ends the operation; release() then says `stopped`.
  void pull() { signal_.emit(asio::cancellation_type::terminal); }

 private:
  void let_go();
  void fired(TimePoint) override {
    pulled_ = Woken::timed_out;
    pull();
  }
  void stopped() noexcept override {
    pulled_ = Woken::stopped;
    pull();
  }

  Clock& clock_;
  const Stop* stop_ = nullptr;
  Woken pulled_ = Woken::notified;
  asio::cancellation_signal signal_;
};

}  // namespace gameday::rt
