#include "scenario/guards.hpp"

#include <fmt/format.h>

namespace gameday::scenario {

Guards::Guards(const Scenario& scenario, record::Sink& next) : scenario_(scenario), next_(next) {
  for (const Guard& guard : scenario.guards) {
    for (std::uint16_t arm = 0; arm < scenario.arms.size(); ++arm) {
      if (guard.arm.value_or(arm) == arm) {
        views_.emplace_back(guard, arm, scenario.slo_answer);
      }
    }
  }
}

void Guards::judge(GuardView& view, TimePoint now) {
  if (tripped_.empty() && view.trips(now)) {
    tripped_ = fmt::format("{}: {}", scenario_.arms[view.arm()].name, view.words());
  }
}

std::string Guards::tripped(TimePoint now) {
  const std::lock_guard lock(mutex_);
  for (GuardView& view : views_) {
    judge(view, now);
  }
  return tripped_;
}

void Guards::trip(std::string why) {
  const std::lock_guard lock(mutex_);
  if (tripped_.empty()) {
    tripped_ = std::move(why);
  }
}

void Guards::request(const record::RequestRecord& record) noexcept {
  next_.request(record);
  if (views_.empty()) {
    return;
  }
  const std::lock_guard lock(mutex_);
  if (record.experiment != experiment_) {
    experiment_ = record.experiment;
    for (GuardView& view : views_) {
      view.clear();
    }
  }
  for (GuardView& view : views_) {
    if (view.arm() == record.arm) {
      view.see(record);
      judge(view, record.ended);
    }
  }
}

void Guards::attempt(const record::AttemptRecord& record) noexcept {
  next_.attempt(record);
}

void Guards::event(const record::Event& event) noexcept {
  next_.event(event);
}

}  // namespace gameday::scenario
