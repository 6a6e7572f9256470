#include "rt/waiter.hpp"

#include <utility>

#include <boost/asio/post.hpp>

#include "base/assert.hpp"
#include "rt/error.hpp"

namespace gameday::rt {

error_code to_error(Woken woken) {
  switch (woken) {
    case Woken::timed_out:
      return IoError::timed_out;
    case Woken::stopped:
      return IoError::stopped;
    case Woken::notified:
      break;
  }
  return {};
}

Waiter::~Waiter() {
  CHECK(!handler_ || loop_.ending(), "something was destroyed while a coroutine waits for it");
}

awaitable<Woken> Waiter::wait(Bound bound) {
  return asio::async_initiate<const Token, void(Woken)>(
      [this, bound](Handler handler) { park(std::move(handler), bound); }, Token{});
}

void Waiter::park(Handler handler, const Bound& bound) {
  CHECK(!handler_, "two coroutines wait at one place");
  handler_.emplace(std::move(handler));
  loop_.park(*this);
  if (bound.stop != nullptr) {
    if (bound.stop->requested()) {
      finish(Woken::stopped);
      return;
    }
    stop_ = bound.stop;
    stop_->listen(*this);
  }
  if (bound.due != never) {
    loop_.clock.at(bound.due, *this);
  }
}

void Waiter::finish(Woken woken) {
  if (!handler_) {
    return;
  }
  leave();
  loop_.unpark(*this);
  Handler handler = std::move(*handler_);
  handler_.reset();
  asio::post(loop_.executor,
             [handler = std::move(handler), woken]() mutable { std::move(handler)(woken); });
}

void Waiter::leave() {
  loop_.clock.drop(*this);
  if (stop_ != nullptr) {
    std::exchange(stop_, nullptr)->leave(*this);
  }
}

void Waiter::abandon() noexcept {
  leave();
  const Handler unwinds = std::move(*handler_);  // posts the end of the coroutine's frame, and ours
  handler_.reset();
}

awaitable<error_code> wait_out(Loop& loop, Bound bound) {
  Waiter waiter(loop);
  const Woken woken = co_await waiter.wait(bound);
  co_return to_error(woken);
}

}  // namespace gameday::rt
