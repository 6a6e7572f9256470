#include "rt/leash.hpp"

#include <boost/asio/error.hpp>

#include "rt/error.hpp"

namespace gameday::rt {

asio::cancellation_slot Leash::hold(const Bound& bound) {
  pulled_ = Woken::notified;
  if (bound.due != never) {
    clock_.at(bound.due, *this);
  }
  if (bound.stop != nullptr) {
    stop_ = bound.stop;
    stop_->listen(*this);
  }
  return signal_.slot();
}

error_code Leash::release(const error_code& ec) {
  let_go();
  if (ec == asio::error::operation_aborted && pulled_ != Woken::notified) {
    return to_error(pulled_);
  }
  return translate(ec);
}

void Leash::let_go() {
  clock_.drop(*this);
  if (stop_ != nullptr) {
    std::exchange(stop_, nullptr)->leave(*this);
  }
}

}  // namespace gameday::rt
