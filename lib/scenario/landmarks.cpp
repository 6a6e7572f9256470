#include "scenario/landmarks.hpp"

#include <algorithm>

#include "verdict/recovery.hpp"

namespace gameday::scenario {
namespace {

using record::Event;

Event event_of(const record::RequestRecord& record, Event::Kind kind, TimePoint at) {
  Event event;
  event.kind = kind;
  event.at = at;
  event.experiment = record.experiment;
  event.arm = record.arm;
  return event;
}

}  // namespace

Landmarks::Landmarks(const Scenario& scenario, record::Sink& next)
    : scenario_(scenario), next_(next) {}

bool Landmarks::is_first(const Key& key) {
  const std::lock_guard lock(mutex_);
  return seen_.insert(key).second;
}

void Landmarks::request(const record::RequestRecord& record) noexcept {
  next_.request(record);
  if (const auto since = recovered(record)) {
    next_.event(event_of(record, Event::Kind::recovered, *since));
  }
  if (!record::is_failure(record.outcome)) {
    return;
  }
  disturbed(record.arm, record.experiment, record.ended);
  if (record.window == record::Window::fault &&
      is_first({record.experiment, record.arm, Event::Kind::first_error})) {
    Event event = event_of(record, Event::Kind::first_error, record.ended);
    event.text = record::to_text(record.outcome);
    next_.event(event);
  }
}

bool Landmarks::elsewhere(const record::AttemptRecord& record) const {
  const Primary& primary = scenario_.arms[record.arm].primary;
  return record.ordinal && (record.provider != primary.provider ||
                            (record.model_call && record.model != primary.model));
}

void Landmarks::attempt(const record::AttemptRecord& record) noexcept {
  next_.attempt(record);
  if (!elsewhere(record)) {
    return;
  }
  if (record.status / 100 == 2) {
    disturbed(record.arm, record.experiment, record.ended);
  }
  tell_fallback(record);
}

void Landmarks::tell_fallback(const record::AttemptRecord& record) {
  if (!is_first({record.experiment, record.arm, Event::Kind::first_fallback})) {
    return;
  }
  Event event;
  event.kind = Event::Kind::first_fallback;
  event.at = record.arrived;
  event.experiment = record.experiment;
  event.arm = record.arm;
  event.provider = record.provider;
  event.text = record.model;
  next_.event(event);
}

/// A failed request, or an answer by another one than the primary.
void Landmarks::disturbed(std::uint16_t arm, std::uint16_t experiment, TimePoint at) {
  const std::lock_guard lock(mutex_);
  if (fault_end_ && experiment == experiment_) {
    Calm& calm = calms_[arm];
    calm.since = std::max({calm.since, *fault_end_, at});
  }
}

/// Since when its arm is well, if this is the request that shows it.
std::optional<TimePoint> Landmarks::recovered(const record::RequestRecord& record) {
  const std::lock_guard lock(mutex_);
  const auto hurt = [&](Event::Kind kind) {
    return seen_.contains({record.experiment, record.arm, kind});
  };
  if (!fault_end_ || record.experiment != experiment_ ||
      !(hurt(Event::Kind::first_error) || hurt(Event::Kind::first_fallback))) {
    return std::nullopt;
  }
  Calm& calm = calms_[record.arm];
  calm.since = std::max(calm.since, *fault_end_);
  if (calm.told || record.ended < later(calm.since, verdict::well_again)) {
    return std::nullopt;
  }
  calm.told = true;
  return calm.since;
}

void Landmarks::event(const record::Event& event) noexcept {
  next_.event(event);
  if (event.kind != Event::Kind::window_started) {
    return;
  }
  const std::lock_guard lock(mutex_);
  fault_end_.reset();
  calms_.clear();
  if (event.window == record::Window::recovery) {
    experiment_ = event.experiment;
    fault_end_ = event.at;
  }
}

}  // namespace gameday::scenario
