#include "rt/leash.hpp"

#include <boost/asio/error.hpp>

#include "rt/error.hpp"

namespace gameday::rt {

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
