#include "policy/fallback.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"

namespace gameday::policy {

Fallback::Fallback(const rt::Clock& clock, std::vector<ChainTarget> targets)
    : clock_(clock), targets_(std::move(targets)) {
  CHECK(!targets_.empty(), "a chain has at least one target");
}

rt::awaitable<Outcome> Fallback::run(Call& call, Try attempt) {
  const ChainWay way(targets_, call.request, attempt.target);
  if (way.first() == way.end()) {
    co_return way.why_none();
  }
  Heard heard;
  for (std::size_t place = way.first(); place < way.end(); place = way.after(place)) {
    attempt = way.try_of(place, attempt);
    if (clock_.now() >= attempt.bound.due) {
      co_return too_late(attempt);
    }
    Outcome outcome = co_await targets_[place].attempt->run(call, attempt);
    if (ends_chain(outcome)) {
      co_return outcome;
    }
    heard.add(std::get<Failure>(std::move(outcome)));
  }
  co_return co_await end_of_chain(clock_, targets_, way, heard, call, attempt);
}

void Fallback::describe(Description& description) const {
  describe_chain(targets_, description);
  description.layers.push_back(fmt::format("fallback: {} targets", targets_.size()));
}

}  // namespace gameday::policy
