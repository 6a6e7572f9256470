#include "policy/attempt_limit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/units.hpp"

namespace gameday::policy {

rt::awaitable<Outcome> AttemptLimit::run(Call& call, Try attempt) {
  const Duration limit = call.request.stream ? limit_ : unary_;
  attempt.bound = attempt.bound.tighter(later(clock_.now(), limit), rt::Limit::attempt);
  co_return co_await inner_->run(call, attempt);
}

void AttemptLimit::describe(Description& description) const {
  inner_->describe(description);
  const Duration most = std::max(limit_, unary_);
  description.time = std::min(description.time, most);
  description.time_again = std::min(description.time_again, most);
  std::string layer = fmt::format("attempt limit: {}", gameday::to_text(limit_));
  if (unary_ != limit_) {
    layer += fmt::format(", {} where nothing streams", gameday::to_text(unary_));
  }
  description.layers.push_back(std::move(layer));
}

}  // namespace gameday::policy
