#include "scenario/landmarks.hpp"

namespace gameday::scenario {

using record::Event;

Landmarks::Landmarks(const Scenario& scenario, record::Sink& next)
    : scenario_(scenario), next_(next) {}

bool Landmarks::is_first(const Key& key) {
  const std::lock_guard lock(mutex_);
  return seen_.insert(key).second;
}

void Landmarks::request(const record::RequestRecord& record) noexcept {
  next_.request(record);
  const bool failed =
      record.outcome != record::Outcome::ok && record.outcome != record::Outcome::left;
  if (!failed || record.window != record::Window::fault ||
      !is_first({record.experiment, record.arm, Event::Kind::first_error})) {
    return;
  }
  Event event;
  event.kind = Event::Kind::first_error;
  event.at = record.ended;
  event.experiment = record.experiment;
  event.arm = record.arm;
  event.text = record::to_text(record.outcome);
  next_.event(event);
}

void Landmarks::attempt(const record::AttemptRecord& record) noexcept {
  next_.attempt(record);
  const Primary& primary = scenario_.arms[record.arm].primary;
  const bool elsewhere =
      record.provider != primary.provider || (record.model_call && record.model != primary.model);
  if (!elsewhere || !record.ordinal ||
      !is_first({record.experiment, record.arm, Event::Kind::first_fallback})) {
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

void Landmarks::event(const record::Event& event) noexcept {
  next_.event(event);
}

}  // namespace gameday::scenario
