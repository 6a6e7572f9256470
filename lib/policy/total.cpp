#include "policy/total.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/units.hpp"

namespace gameday::policy {

rt::awaitable<Outcome> Total::run(Call& call, Try attempt) {
  if (deadline_) {
    call.bound = call.bound.tighter(later(clock_.now(), *deadline_), rt::Limit::total);
  }
  attempt.bound = call.bound;
  co_return co_await inner_->run(call, attempt);
}

void Total::describe(Description& description) const {
  inner_->describe(description);
  if (deadline_) {
    description.time = std::min(description.time, *deadline_);
    description.layers.push_back(fmt::format("total: {}", gameday::to_text(*deadline_)));
  } else {
    description.layers.push_back("total: no deadline");
  }
}

}  // namespace gameday::policy
