#include "policy/attempt_limit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/units.hpp"

namespace gameday::policy {

rt::awaitable<Outcome> AttemptLimit::run(Call& call, Try attempt) {
  attempt.bound = attempt.bound.tighter(later(clock_.now(), limit_), rt::Limit::attempt);
  co_return co_await inner_->run(call, attempt);
}

void AttemptLimit::describe(Description& description) const {
  inner_->describe(description);
  description.time = std::min(description.time, limit_);
  description.time_again = std::min(description.time_again, limit_);
  description.layers.push_back(fmt::format("attempt limit: {}", gameday::to_text(limit_)));
}

}  // namespace gameday::policy
